package dev.evenkeel.report.html;

import dev.evenkeel.event.RunEvent;
import dev.evenkeel.report.story.Format;
import dev.evenkeel.report.story.State;
import dev.evenkeel.report.story.Story;
import dev.evenkeel.report.story.Tone;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The runbook as it was read, with what became of each phase and step in the margin. */
final class RunbookSection {
    private static final List<String> HEADS =
            List.of("feature:", "rule:", "background:", "scenario:", "example:", "scenario outline:");

    private final Story story;
    private final Html html;
    private final Set<Story.Phase> seen = new HashSet<>();
    private Optional<Story.Phase> phase = Optional.empty();
    private int nextStep;

    private RunbookSection(Story story, Html html) {
        this.story = story;
        this.html = html;
    }

    static void write(Story story, Html html) {
        Page.section(html, "runbook", "Runbook");
        new RunbookSection(story, html).write();
        Page.end(html);
    }

    private void write() {
        RunEvent.Runbook runbook = story.run().runbook();
        if (!runbook.file().isEmpty()) {
            html.open("p", "class", "quiet").leaf("code", runbook.file());
            html.text(" SHA-256 ")
                    .leaf("code", Format.orNone(runbook.sha256()), "class", "hash")
                    .close();
        }
        html.open("div", "class", "runbook");
        paragraphs(runbook.text()).forEach(this::line);
        html.close();
        List<Story.Phase> rest =
                story.told().stream().filter(one -> !seen.contains(one)).toList();
        if (!rest.isEmpty()) {
            if (!runbook.text().isBlank()) {
                Page.quiet(html, "Also run, from elsewhere than the text above:");
            }
            html.open("div", "class", "runbook");
            rest.forEach(this::fromJournal);
            html.close();
        }
    }

    /** Its lines, with what describes a feature or a rule as one: a text that was broken for one width is not broken twice in another. */
    private static List<String> paragraphs(String text) {
        List<String> lines = new ArrayList<>();
        boolean described = false;
        for (String line : text.stripTrailing().lines().toList()) {
            String words = line.strip();
            boolean goesOn = described && kind(words).equals("plain");
            if (goesOn && kind(lines.get(lines.size() - 1).strip()).equals("plain")) {
                lines.set(lines.size() - 1, lines.get(lines.size() - 1) + " " + words);
            } else {
                lines.add(line);
            }
            described = goesOn || describes(words) || described && words.isEmpty();
        }
        return lines;
    }

    /** No step follows before a scenario does. */
    private static boolean describes(String head) {
        String lower = head.toLowerCase(Locale.ROOT);
        return lower.startsWith("feature:") || lower.startsWith("rule:");
    }

    private void line(String line) {
        String text = line.strip();
        Optional<Story.Phase> begins = story.phases().stream()
                .filter(one -> !seen.contains(one) && text.endsWith(": " + one.name()))
                .findFirst();
        if (begins.isPresent()) {
            phase = begins;
            seen.add(phase.get());
            nextStep = 0;
            row(line, "head", phase.get().state(), phase.get().millis(), notes(phase.get()));
            return;
        }
        Optional<Story.Step> step = step(text);
        if (step.isPresent()) {
            boolean idle = phase.filter(one -> !one.begun()).isPresent();
            row(
                    line,
                    idle ? "plain" : "step",
                    idle ? State.NONE : step.get().state(),
                    step.get().millis(),
                    errors(step.get()));
        } else {
            row(line, kind(text), State.NONE, null, List.of());
        }
    }

    /** The next step of the phase that has this line's words; steps of a background are before it. */
    private Optional<Story.Step> step(String line) {
        List<Story.Step> steps = phase.map(Story.Phase::steps).orElse(List.of());
        for (int i = nextStep; i < steps.size(); i++) {
            Story.Step step = steps.get(i);
            boolean withKeyword = line.equals((step.keyword() + " " + step.text()).strip());
            if (withKeyword || step.keyword().isEmpty() && line.endsWith(" " + step.text())) {
                nextStep = i + 1;
                return Optional.of(step);
            }
        }
        return Optional.empty();
    }

    private static String kind(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (HEADS.stream().anyMatch(lower::startsWith)) {
            return "head";
        }
        if (text.isEmpty()) {
            return "blank";
        }
        return text.startsWith("@") || text.startsWith("#") ? "aside" : "plain";
    }

    private static List<String> notes(Story.Phase phase) {
        return phase.reason().isEmpty() ? List.of() : List.of(phase.reason());
    }

    private static List<String> errors(Story.Step step) {
        String told = step.error().isEmpty() ? step.reason() : step.error();
        return told.isEmpty() ? List.of() : List.of(told);
    }

    private void row(String line, String css, State state, Long millis, List<String> notes) {
        Tone tone = state.tone();
        html.line().open("div", "class", state.equals(State.NONE) ? "ln " + css : "ln " + css + " " + tone.css());
        html.open("div", "class", "source");
        words(line, css);
        notes.forEach(note -> html.leaf("div", note, "class", "note " + tone.css()));
        html.close().open("div", "class", "margin");
        if (!state.equals(State.NONE)) {
            Page.badge(html, state);
            html.leaf(
                    "span",
                    millis == null || state.equals(State.SKIPPED) ? "" : Format.duration(millis),
                    "class",
                    "time");
        }
        html.close().close();
    }

    /** Indentation is kept, the first word of a step stands out. */
    private void words(String line, String css) {
        String text = line.strip();
        int indent = line.length() - line.stripLeading().length();
        html.open("div", "class", "words", "style", "padding-left:" + (indent + 2) * 0.5 + "em;text-indent:-1em");
        int space = text.indexOf(' ');
        if (css.equals("step") && space > 0) {
            html.leaf("b", text.substring(0, space)).text(text.substring(space));
        } else {
            html.text(text.isEmpty() ? "\u00a0" : text);
        }
        html.close();
    }

    private void fromJournal(Story.Phase one) {
        row((one.undo() ? "Undo: " : "") + one.name(), "head", one.state(), one.millis(), notes(one));
        for (Story.Step step : new ArrayList<>(one.steps())) {
            String text = "  " + (step.keyword() + " " + step.text()).strip();
            row(text, step.keyword().isEmpty() ? "plain" : "step", step.state(), step.millis(), errors(step));
        }
    }
}
