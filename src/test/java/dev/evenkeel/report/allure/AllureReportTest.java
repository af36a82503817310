package dev.evenkeel.report.allure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.report.Reports;
import dev.evenkeel.report.Runs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AllureReportTest {
    /** As Allure 2.34.1 writes it. */
    private static final String PAGE = """
            <!DOCTYPE html>
            <html dir="ltr" lang="en">
            <head>
                <link rel="stylesheet" type="text/css" href="data:text/css;base64,LyohCg==">
            </head>
            <body>
                <script src="data:text/javascript;base64,J3VzZSBz"></script>
                <script async src="https://www.googletagmanager.com/gtag/js?id=G-FVWC4GKEYS"></script>
                <script>
                    window.dataLayer = window.dataLayer || [];
                    function gtag(){dataLayer.push(arguments);}
                    gtag('config', 'G-FVWC4GKEYS', { 'single_file': true });
                </script>
                <script async>
                    window.reportData = {};
                </script>
            </body>
            </html>
            """;

    @TempDir
    Path folder;

    @Test
    void takes_out_what_would_ask_another_host_and_nothing_else() {
        String offline = AllureReport.offline(PAGE);

        assertThat(offline)
                .doesNotContain("googletagmanager", "gtag", "https://")
                .contains("<script src=\"data:text/javascript;base64,J3VzZSBz\"></script>")
                .contains("window.reportData = {};")
                .contains("<head><meta http-equiv=\"Content-Security-Policy\" content=\"default-src data: blob:");
        assertThat(AllureReport.remaining(offline)).isEmpty();
    }

    @Test
    void says_what_it_could_not_take_out() {
        String page = AllureReport.offline(PAGE.replace("</body>", "<img src='//cdn.example/a.png'></body>"));

        assertThat(AllureReport.remaining(page))
                .containsExactly("allure.html still refers to //cdn.example/a.png;"
                        + " its policy keeps browsers from asking for it");
    }

    @Test
    void says_that_the_home_is_none() {
        AllureReport.Made made = AllureReport.make(folder, folder.resolve("home"));

        assertThat(made.file()).isEmpty();
        assertThat(made.problems())
                .containsExactly("no Allure report: " + folder.resolve("home")
                        + " holds no lib/; unpack allure-commandline there");
    }

    @Test
    void gives_what_allure_said_when_it_fails() throws IOException {
        Files.createDirectories(folder.resolve("home/lib"));
        Files.createDirectories(folder.resolve("allure-results"));

        AllureReport.Made made = AllureReport.make(folder, folder.resolve("home"));

        assertThat(made.problems())
                .containsExactly("no Allure report: Allure ended with 1:"
                        + " Caused by: java.lang.ClassNotFoundException: io.qameta.allure.CommandLine");
    }

    @Test
    void adds_environment_categories_and_the_job(@TempDir Path run) throws IOException {
        Runs.complete(run);
        Path results = Files.createDirectories(run.resolve("allure-results"));

        AllureExtras.write(Reports.story(run), results, Map.of("CI_JOB_URL", "ci.example/1", "CI_PIPELINE_IID", "7"));

        assertThat(results.resolve("environment.properties"))
                .content()
                .contains("run=r-20261122-010307-k7\n", "target=10.1.23-MariaDB\n", "seed=20261122\n");
        assertThat(results.resolve("categories.json")).content().contains("Parity mismatch", "Halted", "Tool error");
        assertThat(results.resolve("executor.json")).content().contains("GitLab CI 7", "ci.example/1");
    }
}
