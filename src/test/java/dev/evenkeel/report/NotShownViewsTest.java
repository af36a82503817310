package dev.evenkeel.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenkeel.report.allure.AllureExtras;
import dev.evenkeel.report.html.AuditHtml;
import dev.evenkeel.report.json.Attestation;
import dev.evenkeel.report.json.AuditJson;
import dev.evenkeel.report.story.Headline;
import dev.evenkeel.report.story.Story;
import dev.evenkeel.report.summary.Summary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run of which one step could not be shown: every view says so, and none claims it. */
final class NotShownViewsTest {
    private static final String STEP = "the target is empty, encrypted and large enough";
    private static final String REASON = "the server has no key management plugin";

    @TempDir
    private Path folder;

    @Test
    void the_verdict_excepts_it() {
        Headline headline = Headline.of(story(true, 0));

        assertThat(headline.word()).isEqualTo("Done, not everything shown");
        assertThat(headline.sentence())
                .startsWith("Rehearsed end to end: 1 table with 3 rows are the same on source and target")
                .endsWith(", except: not shown: " + STEP + " (" + REASON + ").");
        assertThat(headline.level()).isEqualTo(Headline.Level.DOUBT);
    }

    @Test
    void a_run_without_one_is_done_and_proved() {
        Headline headline = Headline.of(story(false, 0));

        assertThat(headline.word()).isEqualTo("Done and proved");
        assertThat(headline.sentence()).doesNotContain("except");
    }

    @Test
    void reservations_do_not_hide_it() {
        Headline headline = Headline.of(story(
                true,
                0,
                told -> told.write(
                        "WORKLOAD",
                        "{connections: 1, acknowledged: 5, onTarget: 4, lost: 1, duplicated: 0, series: {}}")));

        assertThat(headline.word()).isEqualTo("Done, with reservations");
        assertThat(headline.sentence()).endsWith("Not shown: " + STEP + " (" + REASON + ").");
    }

    @Test
    void the_last_lines_name_it_also_of_a_run_that_failed() {
        for (int exitCode : new int[] {0, 4}) {
            assertThat(Summary.lines(story(true, exitCode), folder)).contains("not shown   " + STEP + ": " + REASON);
            assertThat(Summary.lines(story(false, exitCode), folder)).noneMatch(line -> line.startsWith("not shown"));
        }
    }

    @Test
    void the_page_has_no_tick_for_it_and_says_why() {
        String page = AuditHtml.render(story(true, 0));

        assertThat(page)
                .contains(
                        "<div class=\"note doubt\">" + REASON + "</div></div><div class=\"margin\">"
                                + "<span class=\"badge doubt\"><span class=\"glyph\" aria-hidden=\"true\">?</span>not shown</span>")
                .contains("<li>Not shown: " + STEP + ": " + REASON + ".</li>")
                .contains("partly shown");
        assertThat(AuditHtml.render(story(false, 0))).doesNotContain("not shown</span>", "partly shown");
    }

    @Test
    void audit_json_has_its_outcome_and_its_reason() throws IOException {
        JsonNode audit = new ObjectMapper().readTree(AuditJson.render(story(true, 0)));

        assertThat(audit.at("/phases/0/outcome").asText()).isEqualTo("partly shown");
        assertThat(audit.at("/phases/0/steps/2/outcome").asText()).isEqualTo("not shown");
        assertThat(audit.at("/phases/0/steps/2/reason").asText()).isEqualTo(REASON);
        assertThat(audit.at("/phases/0/steps/1/outcome").asText()).isEqualTo("passed");
        assertThat(audit.at("/notShown")).hasSize(1);
        assertThat(audit.at("/notShown/0/phase").asText()).isEqualTo("preflight");
        assertThat(audit.at("/notShown/0/text").asText()).isEqualTo(STEP);
        assertThat(audit.at("/notShown/0/reason").asText()).isEqualTo(REASON);
        assertThat(new ObjectMapper()
                        .readTree(AuditJson.render(story(false, 0)))
                        .at("/notShown"))
                .isEmpty();
    }

    @Test
    void the_attestation_warns_and_does_not_count_its_phase_as_passed() throws IOException {
        JsonNode predicate = attested(true);

        assertThat(predicate.at("/result").asText()).isEqualTo("WARNED");
        assertThat(predicate.at("/passedTests"))
                .noneMatch(phase -> phase.asText().equals("preflight"));
        assertThat(predicate.at("/warnedTests")).hasSize(1);
        assertThat(predicate.at("/warnedTests/0").asText()).isEqualTo("preflight");
        assertThat(predicate.at("/failedTests")).isEmpty();
        assertThat(predicate.at("/notShown/0/step").asText()).isEqualTo(STEP);
        assertThat(predicate.at("/notShown/0/reason").asText()).isEqualTo(REASON);
    }

    @Test
    void the_attestation_of_a_run_without_one_passes() throws IOException {
        JsonNode predicate = attested(false);

        assertThat(predicate.at("/result").asText()).isEqualTo("PASSED");
        assertThat(predicate.at("/passedTests/0").asText()).isEqualTo("preflight");
        assertThat(predicate.at("/warnedTests")).isEmpty();
        assertThat(predicate.at("/notShown")).isEmpty();
    }

    @Test
    void allure_tells_it_from_what_was_skipped() throws IOException {
        Path results = Files.createDirectories(folder.resolve("results"));
        AllureExtras.write(story(true, 0), results, Map.of());

        JsonNode categories =
                new ObjectMapper().readTree(results.resolve("categories.json").toFile());

        assertThat(matching(categories, "not shown: " + STEP + " (" + REASON + ")"))
                .containsExactly("Not shown");
        assertThat(matching(categories, "nothing failed")).containsExactly("Halted or nothing to undo");
    }

    private static List<String> matching(JsonNode categories, String message) {
        List<String> names = new ArrayList<>();
        categories.forEach(one -> {
            if (one.at("/matchedStatuses/0").asText().equals("skipped")
                    && message.matches(one.at("/messageRegex").asText())) {
                names.add(one.at("/name").asText());
            }
        });
        return names;
    }

    private JsonNode attested(boolean unshown) throws IOException {
        Story story = story(unshown, 0);
        return new ObjectMapper()
                .readTree(Attestation.render(story, "0".repeat(64)))
                .at("/predicate");
    }

    private Story story(boolean unshown, int exitCode) {
        return story(unshown, exitCode, told -> {});
    }

    private Story story(boolean unshown, int exitCode, Consumer<Told> more) {
        Path own = folder.resolve("run-" + System.nanoTime());
        try (Told told = Told.in(own)) {
            told.begin().phase("preflight", 10, () -> {});
            if (unshown) {
                told.write(
                        "STEP_ENDED",
                        Map.of(
                                "phase",
                                "preflight",
                                "index",
                                3,
                                "text",
                                STEP,
                                "outcome",
                                "not shown",
                                "millis",
                                4,
                                "reason",
                                REASON));
                told.write("PHASE_ENDED", "{id: 'preflight', outcome: 'partly shown', millis: 30}");
            }
            told.comparison("pinned", "replica", "Same", 4, 3, List.of(Told.table("shop", "orders", "Same", 3, 3)));
            told.comparison("frozen", "source", "Same", 5, 3, List.of(Told.table("shop", "orders", "Same", 3, 3)));
            more.accept(told);
            told.write(
                    "RUN_ENDED", Map.of("outcome", "X", "exitCode", exitCode, "summary", "Over.", "serving", "target"));
        }
        return Reports.story(own);
    }
}
