package dev.evenkeel.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.report.Reports;
import dev.evenkeel.report.Runs;
import dev.evenkeel.report.Told;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AuditHtmlTest {
    @TempDir
    Path folder;

    private String page() {
        return AuditHtml.render(Reports.story(folder));
    }

    @Test
    void begins_with_the_verdict() {
        Runs.complete(folder);

        assertThat(page())
                .containsPattern("Rehearsed end to end: 15 tables with [0-9,]+ rows are the same on source and target,"
                        + " all [0-9,]+ acknowledged writes arrived exactly once,"
                        + " and writes were unavailable for 1.38 s of the 10.0 s allowed\\.");
    }

    @Test
    void asks_no_host_for_anything_and_runs_no_script() {
        Runs.hostile(folder);

        assertThat(page())
                .doesNotContain("http://", "https://", "<script", "<img", "javascript:", "url(", "@import")
                .contains("default-src 'none'".replace("'", "&#39;"));
    }

    @Test
    void shows_hostile_names_as_the_text_they_are() {
        Runs.hostile(folder);

        String page = page();

        assertThat(page)
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
                .contains("a&quot;b.&lt;script&gt;")
                .contains("&quot;&gt;&lt;img src=x onerror=alert(1)&gt;")
                .contains("\\u{202e}&lt;script&gt;")
                .contains("\\u{7}")
                .doesNotContain("\u202e", "\u0007");
    }

    @Test
    void puts_results_into_the_margin_of_the_runbook() {
        Runs.differing(folder);

        assertThat(page())
                .containsPattern("<b>Then</b> source and target hold the same rows in every table</div>"
                        + "<div class=\"note bad\">source and target do not hold the same rows: assessment.scores"
                        + " \\(3 rows\\)</div></div><div class=\"margin\"><span class=\"badge bad\">"
                        + "<span class=\"glyph\" aria-hidden=\"true\">✕</span>different</span>");
    }

    @Test
    void lists_statements_under_their_step() {
        Runs.complete(folder);

        assertThat(page())
                .containsPattern("When replication on the replica is stopped</p>\\s*<ol class=\"statements\">\\s*<li>"
                        + "<span class=\"role\">replica</span>\\s*<code>CALL mysql.rds_stop_replication</code>");
    }

    @Test
    void names_what_failed_by_table_and_key_and_what_serves() {
        Runs.differing(folder);

        assertThat(page())
                .contains(
                        "<code>assessment.scores</code></td><td class=\"key\"><code>(17, &#39;math&#39;)</code>"
                                + "<details><summary class=\"small\">SELECT</summary>"
                                + "<code>SELECT * FROM `assessment`.`scores` WHERE `id` = 17</code></details></td>"
                                + "<td>changed on the target</td><td><div>score <code>sha256:17</code> → <code>sha256:18</code></div>"
                                + "<div>weight <code>1.5</code> → <code>NULL</code></div></td>",
                        "<td>missing on the target</td>",
                        "<td>only on the target</td>",
                        "The source is serving.",
                        "Leave the source as it is");
    }

    @Test
    void says_who_ran_what_and_what_it_reached() {
        try (Told told = Told.in(folder)) {
            told.write(
                    "RUN_STARTED",
                    "{runId: 'r-1', command: 'verify', by: {user: 'maria', host: 'ops-3', arguments:"
                            + " ['verify', '-e', 'my servers.yaml', '--tables', \"it's.*\"]}}");
            told.write("SERVER", "{role: 'source', account: 'verify@%'}");
            told.write(
                    "SCOPE",
                    "{what: 'databases', included: ['shop', 'billing'], leftOut: [{name: 'archive', because:"
                            + " 'not <asked> for'}]}");
        }

        assertThat(page())
                .contains("<dt>Run by</dt><dd>maria</dd>", "<dt>On host</dt><dd>ops-3</dd>")
                .contains("evenkeel verify -e &#39;my servers.yaml&#39; --tables &#39;it&#39;\\&#39;&#39;s.*&#39;")
                .contains("<dt>Account on the source</dt><dd>verify@%</dd>")
                .contains("shop, billing", "<code>archive</code>: not &lt;asked&gt; for");
    }

    @Test
    void states_an_empty_list_of_deviations() {
        Runs.differing(folder);

        assertThat(page()).contains("None: the run recorded no departure from the procedure.");
    }

    @Test
    void does_not_call_a_run_proved_that_only_says_so() {
        try (Told told = Told.in(folder)) {
            told.begin();
            Runs.comparison(told, "pinned", "replica", 4);
            told.write("RUN_ENDED", "{outcome: 'DONE', exitCode: 0, serving: 'target'}");
        }

        assertThat(page())
                .contains("Done, with reservations")
                .contains("The run ended as done, but rows were not compared at the frozen coordinates.");
    }

    @Test
    void can_be_written_of_a_journal_without_any_entry() {
        Told.in(folder).close();

        assertThat(page()).contains("The journal holds no entry: nothing is known of this run.");
    }
}
