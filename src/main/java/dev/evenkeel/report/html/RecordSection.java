package dev.evenkeel.report.html;

import dev.evenkeel.event.PhaseEvent;
import dev.evenkeel.event.RunEvent;
import dev.evenkeel.report.story.Format;
import dev.evenkeel.report.story.Story;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What was sent, what was kept, and how a reader checks that nothing was altered. */
final class RecordSection {
    private RecordSection() {}

    static void write(Story story, Html html) {
        Page.section(html, "statements", "Statements sent");
        statements(html, story);
        Page.end(html);
        Page.section(html, "integrity", "Integrity");
        integrity(html, story);
        evidence(html, story);
        Page.end(html);
    }

    private static void statements(Html html, Story story) {
        if (story.statements().isEmpty()) {
            Page.paragraph(html, "No statement of the runbook was sent.");
            return;
        }
        Map<String, String> names = story.phases().stream()
                .collect(Collectors.toMap(Story.Phase::id, Story.Phase::name, (first, second) -> first));
        Map<String, List<PhaseEvent.Statement>> byPhase = story.statements().stream()
                .collect(Collectors.groupingBy(PhaseEvent.Statement::phase, LinkedHashMap::new, Collectors.toList()));
        byPhase.forEach((phase, statements) -> {
            html.open("details").open("summary").text(names.getOrDefault(phase, Format.orNone(phase)) + " ");
            html.leaf("span", Format.count(statements.size(), "statement", "statements"), "class", "quiet");
            html.close();
            byStep(statements).forEach((step, ofStep) -> {
                Page.quiet(html, stepText(story, phase, step));
                html.open("ol", "class", "statements");
                for (PhaseEvent.Statement statement : ofStep) {
                    html.open("li").leaf("span", statement.role(), "class", "role");
                    html.leaf("code", statement.sql()).close();
                }
                html.close();
            });
            html.close();
        });
    }

    private static Map<Long, List<PhaseEvent.Statement>> byStep(List<PhaseEvent.Statement> statements) {
        return statements.stream()
                .collect(Collectors.groupingBy(PhaseEvent.Statement::step, LinkedHashMap::new, Collectors.toList()));
    }

    private static String stepText(Story story, String phase, long number) {
        return story.phases().stream()
                .filter(one -> one.id().equals(phase))
                .flatMap(one -> one.steps().stream().skip(Math.max(0, number - 1)))
                .findFirst()
                .map(step -> (step.keyword() + " " + step.text()).strip())
                .orElse("Step " + number);
    }

    private static void integrity(Html html, Story story) {
        Story.Chain chain = story.chain();
        html.open("p")
                .text("This page was written from " + Format.count(chain.entries(), "entry", "entries")
                        + " of journal.ndjson, each bound to the one before by its SHA-256. The last one's hash is");
        html.close().leaf("p", Format.orNone(chain.head()), "class", "mono hash head");
        if (chain.torn()) {
            Page.paragraph(
                    html,
                    "The file ends in the middle of an entry, as a crash leaves it. That entry was never"
                            + " reported as written and is left out.");
        }
        Page.paragraph(html, "To check every file of the run, in its folder:");
        html.leaf("pre", "sha256sum -c MANIFEST.sha256");
        Page.paragraph(
                html,
                "A chain does not stop somebody who can rewrite all of it. Compare the hash above with one"
                        + " that was kept elsewhere: the tool prints it at the end of the run, so the log of the job that ran"
                        + " it has it. This page knows of no other anchor.");
        Story.Run run = story.run();
        List<String> facts = new ArrayList<>(List.of(
                "Tool", ("evenkeel " + run.told().tool().version()).strip(),
                "Java", run.told().tool().java(),
                "Environment", run.environment() + kind(run),
                "Command", run.command()));
        run.told().seed().ifPresent(seed -> facts.addAll(List.of("Seed", seed.toString())));
        run.told().rows().ifPresent(rows -> facts.addAll(List.of("Rows asked for", Format.number(rows))));
        if (!run.data().isEmpty()) {
            facts.addAll(List.of("Data", String.join(", ", run.data())));
        }
        Page.facts(html, facts);
    }

    private static String kind(Story.Run run) {
        return run.environmentKind().isEmpty() || run.environmentKind().equals(run.environment())
                ? ""
                : " (" + run.environmentKind() + ")";
    }

    private static void evidence(Html html, Story story) {
        html.leaf("h3", "Evidence");
        if (story.evidence().isEmpty()) {
            Page.quiet(html, "No evidence was kept besides the journal.");
            return;
        }
        Page.table(html, "What", "#Size", "SHA-256, which is its file's name");
        html.open("tbody");
        for (RunEvent.Evidence kept : story.evidence()) {
            html.open("tr").leaf("td", kept.name());
            Page.number(html, Format.bytes(kept.bytes().orElse(null)));
            html.open("td").leaf("code", kept.sha256(), "class", "hash").close().close();
        }
        html.close().close().close();
    }
}
