package dev.evenkeel.report.summary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.report.Reports;
import dev.evenkeel.report.Runs;
import dev.evenkeel.report.Told;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobSummaryTest {
    @TempDir
    Path folder;

    @Test
    void holds_the_last_lines_of_the_screen_and_what_was_run() {
        Runs.complete(folder);

        List<String> lines = summary().lines().toList();

        assertThat(lines).startsWith("### evenkeel: Done and proved", "", "```text", "Done and proved");
        assertThat(lines)
                .contains(
                        "report      audit.html",
                        "source      10.1.8-MariaDB",
                        "environment embedded",
                        "outcome     DONE, exit code 0")
                .endsWith("```");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "```",
                "x\n```\n# FORGED",
                "x\r```\r\n<script>alert(1)</script>",
                "````````````",
                "| a | b |\n|---|---|",
                "[link](https://evil.example) ![image](https://evil.example/a.png) @team #1",
                "x\u2028```\u2029```\u0085```",
                "~~~\n    ```"
            })
    void no_text_of_a_journal_ends_its_block(String hostile) {
        try (Told told = Told.in(folder)) {
            told.write(
                    "RUN_STARTED",
                    Map.of(
                            "runId",
                            hostile,
                            "command",
                            "rehearse",
                            "environment",
                            Map.of("name", hostile),
                            "runbook",
                            Map.of("file", hostile)));
            told.write("SERVER", Map.of("role", hostile, "version", hostile));
            told.write("CHANGE", Map.of("role", hostile, "what", hostile, "state", "stays", "detail", hostile));
            told.write("RUN_ENDED", Map.of("outcome", hostile, "exitCode", 4, "summary", hostile, "serving", hostile));
        }

        List<String> lines = summary().lines().toList();

        String fence = lines.get(2).replace("text", "");
        assertThat(fence).matches("`{3,}");
        assertThat(lines.get(0)).isEqualTo("### evenkeel: Failed, nothing was changed");
        assertThat(lines.get(1)).isEmpty();
        assertThat(lines.subList(3, lines.size() - 1)).noneMatch(line -> line.contains(fence));
        assertThat(lines.get(lines.size() - 1)).isEqualTo(fence);
        assertThat(summary()).doesNotContain("\r", "\u2028", "\u2029", "\u0085");
    }

    private String summary() {
        return JobSummary.render(Reports.story(folder));
    }
}
