package dev.evenkeel.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.report.html.AuditHtml;
import dev.evenkeel.report.html.LimitsSection;
import dev.evenkeel.report.json.AuditJson;
import dev.evenkeel.report.story.Headline;
import dev.evenkeel.report.story.NextSteps;
import dev.evenkeel.report.story.Story;
import dev.evenkeel.report.summary.Summary;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each sentence that claims something is where it is true, and not where it is not. */
final class TrueSentencesTest {
    private static final String LOOK_UP = "Look the rows up by table and key, and find what wrote them.";
    private static final String OWN_DATA = "Rehearse with your own data: evenkeel rehearse --data FILE";
    private static final String NO_APPLICATION = "No application was writing";

    @TempDir
    private Path folder;

    private int runs;

    @Test
    void rows_are_to_be_looked_up_only_where_rows_differ() {
        assertThat(next(told -> {
                    Map<String, Object> table = Told.table("shop", "orders", "Different", 3, 2);
                    table.put("differences", List.of(Map.of("key", "id=3", "kind", "missing", "columns", List.of())));
                    told.comparison("frozen", "source", "Different", 5, 3, List.of(table));
                    ended(told, 3, "source");
                }))
                .contains(LOOK_UP, "Leave the source as it is: it is serving.");
        assertThat(next(told -> {
                    told.write("PARITY_ACCOUNTS", """
                            {verdict: 'Different', examined: 1, items: [{kind: 'account', name: "'app'@'%'",
                             verdict: 'Different', detail: 'another password'}]}""");
                    ended(told, 3, "source");
                }))
                .doesNotContain(LOOK_UP)
                .anyMatch(line -> line.startsWith("Make objects, accounts and settings equal where they differ"));
        assertThat(next(told -> {
                    Map<String, Object> table = Told.table("shop", "orders", "Inconclusive", 3, 3);
                    table.put("reason", "somebody wrote");
                    told.comparison("frozen", "source", "Inconclusive", 5, 3, List.of(table));
                    ended(told, 3, "unknown");
                }))
                .doesNotContain(LOOK_UP, "Leave the source as it is: it is serving.")
                .contains("Fix what the reason names, for example by stopping what writes.");
        assertThat(next(told -> {
                    Map<String, Object> table = Told.table("shop", "orders", "Different", -1, -1);
                    table.put("reason", "column a is INT on source, BIGINT on target");
                    told.comparison("frozen", "source", "Different", 5, 3, List.of(table));
                    ended(told, 3, "source");
                }))
                .doesNotContain(LOOK_UP)
                .contains("See how the named tables differ, and make them equal.");
    }

    @Test
    void accounts_that_differ_are_not_the_same_and_not_a_doubt() {
        Consumer<Told> accounts = told ->
                told.write("PARITY_ACCOUNTS", "{verdict: 'Different', examined: 1, items: [{verdict: 'Different'}]}");
        assertThat(word(accounts, 3)).isEqualTo("Not the same");
        assertThat(word(told -> {}, 3)).isEqualTo("Not shown to be the same");
    }

    @Test
    void own_data_is_proposed_only_where_it_can_be_loaded_and_was_not() {
        assertThat(next(told -> ended(told, 0, "target"))).contains(OWN_DATA);
        assertThat(next(told -> ended(told, 0, "target"), "environment: {name: 'x', kind: 'servers'}"))
                .doesNotContain(OWN_DATA)
                .contains("Keep the source, closed for writes, until you no longer need a way back.");
        assertThat(next(told -> ended(told, 0, "target"), "data: ['shop.sql']")).doesNotContain(OWN_DATA);
    }

    @Test
    void a_failed_preflight_has_changed_nothing_and_undone_nothing() {
        Consumer<Told> preflight = told -> told.phase("preflight", 10, () -> {}, 2, "two problems");

        assertThat(word(preflight, 2)).isEqualTo("Refused, nothing was changed");
        assertThat(word(preflight, 4)).isEqualTo("Failed, nothing was changed");
        assertThat(next(preflight.andThen(told -> ended(told, 4, "source"))))
                .contains("Fix what the failed step names; nothing was changed.")
                .noneMatch(line -> line.contains("undone"));
        assertThat(page(preflight.andThen(told -> ended(told, 4, "source"))))
                .contains("Nothing was changed on any server.");
    }

    @Test
    void what_was_undone_is_said_and_what_was_not_this_runs_too() {
        Consumer<Told> undone = told -> {
            told.phase("prepare", 10, () -> {}, 2, "no such user");
            told.phase("undo-freeze", 10, () -> {});
        };
        assertThat(word(undone, 4)).isEqualTo("Failed and undone");
        assertThat(next(undone.andThen(told -> ended(told, 4, "source"))))
                .contains("Fix what the failed step names; the changes were undone and that was checked.");

        String sentence = "source: read_only is 1, which is not this run's doing; it is left alone";
        Consumer<Told> letAlone = undone.andThen(told -> {
            change(told, "intended", "");
            change(told, "let alone", sentence);
            ended(told, 4, "source");
        });
        assertThat(next(letAlone))
                .containsSequence(
                        "Fix what the failed step names; the changes of this run were undone, see what follows.",
                        sentence);
        assertThat(page(letAlone)).contains("What this run changed", "which is not this run&#39;s doing");
    }

    @Test
    void what_began_and_was_not_undone_is_not_called_undone() {
        Consumer<Told> begun = told -> told.phase("prepare", 10, () -> {}, 2, "no such user");
        assertThat(word(begun, 4)).isEqualTo("Failed");
        assertThat(next(begun.andThen(told -> ended(told, 4, "source")))).contains("Fix what the failed step names.");
    }

    @Test
    void an_interrupted_run_says_undone_only_where_something_was() {
        assertThat(next(told -> ended(told, 11, "source"))).contains("Begin again when you like; nothing was changed.");
        assertThat(next(told -> {
                    told.phase("prepare", 10, () -> {});
                    told.phase("undo-freeze", 10, () -> {});
                    ended(told, 11, "source");
                }))
                .contains("Begin again when you like; the changes were undone and that was checked.");
    }

    @Test
    void no_application_is_claimed_only_where_there_was_none() {
        Consumer<Told> failed = told -> ended(told, 4, "source");
        assertThat(page(failed)).contains(NO_APPLICATION).contains("no application was writing");
        assertThat(page(failed, "application: true"))
                .doesNotContain(NO_APPLICATION, "no application was writing")
                .contains(
                        "The application was writing; the run ended before its writes were looked for on the target.");
    }

    @Test
    void an_outage_that_nobody_measured_is_not_called_measured() {
        String measured = "Unavailable is what the application measured";
        assertThat(page(told ->
                        told.write("CUTOVER", "{frozenMillis: 900, unavailableMillis: 950, budgetMillis: 10000}")))
                .contains(measured);
        assertThat(page(told -> told.write("CUTOVER", "{frozenMillis: 900, budgetMillis: 10000}")))
                .doesNotContain(measured)
                .contains("How long writes were unavailable was not measured: no application was writing.");
    }

    @Test
    void that_writes_were_never_moved_is_not_claimed_after_the_point_of_no_return() {
        String never = "There was no cutover in this run: writes were never moved to the target.";
        assertThat(page(told -> ended(told, 4, "source"))).contains(never);
        assertThat(page(told -> {
                    told.phase("switch", 10, () -> {}, 3, "no write arrived");
                    ended(told, 6, "target");
                }))
                .doesNotContain(never);
    }

    @Test
    void a_table_that_was_dropped_on_both_sides_is_listed_and_raises_no_doubt() {
        Consumer<Told> frozenWithout = told -> {
            told.comparison(
                    "pinned",
                    "replica",
                    "Same",
                    4,
                    5,
                    List.of(Told.table("shop", "orders", "Same", 3, 3), Told.table("shop", "old", "Same", 2, 2)));
            Map<String, Object> frozen = Told.data("""
                    {at: 'frozen', left: 'source', right: 'target', verdict: 'Same', rowsExamined: 3, millis: 7,
                     dropped: [{schema: 'shop', table: 'old'}]}""");
            frozen.put("tables", List.of(Told.table("shop", "orders", "Same", 3, 3)));
            told.write("PARITY_ROWS", frozen);
            ended(told, 0, "target");
        };

        Story story = story(frozenWithout, "");
        assertThat(Headline.of(story).word()).isEqualTo("Done and proved");
        assertThat(Headline.of(story).sentence()).contains("1 table with 3 rows");
        assertThat(AuditHtml.render(story)).contains("on neither side any more: dropped or renamed");
        assertThat(AuditJson.render(story)).contains("\"dropped\" : true");
        assertThat(Summary.lines(story, folder))
                .anyMatch(line -> line.endsWith("in 1 of 1 table; 1 dropped meanwhile"));
    }

    @Test
    void a_drill_that_was_not_noticed_is_a_reservation_and_one_that_was_is_none() {
        for (String outcome : List.of("noticed", "missed", "not reached")) {
            Story story = story(
                    told -> {
                        told.comparison(
                                "pinned", "replica", "Same", 4, 3, List.of(Told.table("shop", "orders", "Same", 3, 3)));
                        told.comparison(
                                "frozen", "source", "Same", 5, 3, List.of(Told.table("shop", "orders", "Same", 3, 3)));
                        told.write("DAMAGE", "{phase: 'drill:x', what: 'the target is paused', state: 'begins'}");
                        told.write("DAMAGE", "{phase: 'drill:x', what: 'the target is paused', state: 'done'}");
                        told.write("DAMAGE", "{phase: 'drill:x', what: 'the target is paused', state: 'over'}");
                        told.write("DRILL", Map.of("name", "x", "expected", "0", "observed", "0", "outcome", outcome));
                        ended(told, 0, "target");
                    },
                    "");

            boolean noticed = outcome.equals("noticed");
            assertThat(Headline.of(story).word()).isEqualTo(noticed ? "Done and proved" : "Done, with reservations");
            assertThat(Headline.of(story).sentence().contains("The drill “x” was " + outcome + "."))
                    .isNotEqualTo(noticed);
            assertThat(Summary.lines(story, folder)).contains("drill       x: " + outcome);
            assertThat(AuditJson.render(story)).contains("\"outcome\" : \"" + outcome + "\"");
            assertThat(AuditHtml.render(story)).contains(outcome + "</span>");
            assertThat(story.notes())
                    .containsExactly("drill: the target is paused", "drill: over: the target is paused");
        }
    }

    @Test
    void a_table_that_the_frozen_comparison_left_out_raises_a_doubt() {
        Story story = story(
                told -> {
                    told.comparison(
                            "pinned",
                            "replica",
                            "Same",
                            4,
                            5,
                            List.of(
                                    Told.table("shop", "orders", "Same", 3, 3),
                                    Told.table("shop", "old", "Same", 2, 2)));
                    told.comparison(
                            "frozen", "source", "Same", 5, 3, List.of(Told.table("shop", "orders", "Same", 3, 3)));
                    ended(told, 0, "target");
                },
                "");

        assertThat(Headline.of(story).word()).isEqualTo("Done, with reservations");
    }

    @Test
    void each_table_has_its_own_time() {
        Map<String, Object> quick = Told.table("shop", "quick", "Same", 3, 3);
        quick.put("millis", 12);
        Map<String, Object> slow = Told.table("shop", "slow", "Same", 3, 3);
        slow.put("millis", 4321);
        Story story = story(told -> told.comparison("frozen", "source", "Same", 5, 6, List.of(quick, slow)), "");

        assertThat(AuditHtml.render(story)).contains("<td class=\"num\">12 ms</td>", "<td class=\"num\">4.32 s</td>");
        assertThat(AuditJson.render(story)).contains("\"millis\" : 12,", "\"millis\" : 4321,");
    }

    @Test
    void a_failure_of_the_tool_says_what_the_folder_holds() {
        String keep = "Keep this folder and report the failure with its journal; passwords are not in it";
        assertThat(next(told -> ended(told, 1, "unknown"))).contains(keep + ".");
        assertThat(next(told -> {
                    told.write("TRANSFER", "{what: 'dump', file: 'dump.sql.gz'}");
                    ended(told, 1, "unknown");
                }))
                .contains(keep + ". The dump in it holds your rows.");
    }

    @Test
    void a_run_that_was_cut_off_goes_on_only_on_given_servers() {
        assertThat(next(told -> {})).singleElement().asString().endsWith("are used by nobody: start again.");
        assertThat(next(told -> {}, "environment: {name: 'x', kind: 'servers'}"))
                .singleElement()
                .asString()
                .contains("the servers are still running");
    }

    @Test
    void limits_speak_of_a_comparison_and_of_writes_only_where_there_were_some() {
        assertThat(LimitsSection.limits(story(told -> {}, "")))
                .contains("Whether the application works with the target was not tested.")
                .noneMatch(limit -> limit.contains("after the comparison at the frozen") || limit.contains("beyond"));
        assertThat(LimitsSection.limits(story(
                        told -> {
                            told.comparison(
                                    "frozen", "source", "Same", 5, 3, List.of(Told.table("a", "b", "Same", 3, 3)));
                            told.write("WORKLOAD", "{acknowledged: 7, onTarget: 7, lost: 0, duplicated: 0}");
                        },
                        "")))
                .contains(
                        "Whether the application works with the target beyond its writes here was not tested.",
                        "What changed after the comparison at the frozen coordinates was not compared.");
    }

    @Test
    void a_limit_of_a_verification_says_what_it_is_of() {
        Story story = story(
                told -> {
                    told.write("DEVIATION", "{what: 'a limit of this comparison', because: 'One is blind.'}");
                    told.write(
                            "DEVIATION", "{what: 'accepted difference of setting sql_mode: a, b', because: 'its own'}");
                    ended(told, 0, "unknown");
                },
                "command: 'verify'");

        assertThat(LimitsSection.limits(story))
                .contains("One is blind.", "accepted difference of setting sql_mode: a, b: its own");
    }

    private static void ended(Told told, int exitCode, String serving) {
        told.write("RUN_ENDED", Map.of("outcome", "X", "exitCode", exitCode, "summary", "Over.", "serving", serving));
    }

    private static void change(Told told, String state, String detail) {
        told.write(
                "CHANGE",
                Map.of(
                        "role",
                        "source",
                        "what",
                        "read_only",
                        "before",
                        "0",
                        "made",
                        "1",
                        "state",
                        state,
                        "detail",
                        detail));
    }

    private String word(Consumer<Told> run, int exitCode) {
        return Headline.of(story(run.andThen(told -> ended(told, exitCode, "source")), ""))
                .word();
    }

    private List<String> next(Consumer<Told> run) {
        return next(run, "");
    }

    /** @param started fields of RUN_STARTED that are otherwise than usual */
    private List<String> next(Consumer<Told> run, String started) {
        return NextSteps.of(story(run, started));
    }

    private String page(Consumer<Told> run) {
        return page(run, "");
    }

    private String page(Consumer<Told> run, String started) {
        return AuditHtml.render(story(run, started));
    }

    private Story story(Consumer<Told> run, String started) {
        Path own = folder.resolve("run-" + ++runs);
        try (Told told = Told.in(own)) {
            told.begin();
            Map<String, Object> data = Told.data("{runId: 'r', command: 'rehearse', data: [], budgetMillis: 10000,"
                    + " environment: {name: 'embedded', kind: 'embedded'}}");
            data.putAll(Told.data("{" + started + "}"));
            told.write("RUN_STARTED", data);
            run.accept(told);
        }
        return Reports.story(own);
    }
}
