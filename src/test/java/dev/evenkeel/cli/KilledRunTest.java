package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.cli.CrashCells.Cell;
import dev.evenkeel.cli.ShopMove.Closing;
import dev.evenkeel.environment.Role;
import dev.evenkeel.journal.Entry;
import dev.evenkeel.journal.JournalReader;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.run.Dying;
import dev.evenkeel.run.Dying.Moment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A planned run whose process dies by kill -9 in a step, and another process that goes on with it. {@code -Devenkeel.crashes=all} for
 * every step at every moment, each in a run of its own or {@code -Devenkeel.crashes.together=N} in one;
 * {@code -Devenkeel.crashes=TEXT} for the places that contain a text; else a few. With {@code -Devenkeel.docs.write=true} all of them,
 * or all of one kind ({@code RDS}), write docs/crash-matrix.md.
 */
class KilledRunTest {
    private static final String CHOSEN = System.getProperty("evenkeel.crashes", "");
    private static final int TOGETHER = Integer.getInteger("evenkeel.crashes.together", 1);
    private static final CrashTable TABLE = new CrashTable();

    @TempDir
    Path folder;

    static Stream<List<Cell>> places() throws IOException {
        if (CHOSEN.isEmpty()) {
            return Stream.of(
                    List.of(
                            place("prepare-source", "the replication user is created on the source", Moment.OUTCOME),
                            place("copy", "the dump is loaded into the target", Moment.OUTCOME),
                            place("freeze", "the source is closed for writes", Moment.OUTCOME),
                            place("switch", "the target is opened for writes", Moment.OUTCOME),
                            place("switch", "the application is pointed at the target", Moment.INTENT)),
                    List.of(
                            CrashCells.of(Closing.LATCH, "freeze", "the source is closed for writes", Moment.OUTCOME),
                            CrashCells.of(Closing.LATCH, "shut", "the source is closed durably", Moment.OUTCOME),
                            CrashCells.of(Closing.LATCH, "switch", "the target is opened for writes", Moment.WITHIN)));
        }
        return Stream.of(Closing.values())
                .filter(closing -> Stream.of(Closing.values())
                        .noneMatch(other -> other != closing && CHOSEN.startsWith(other.name())))
                .flatMap(closing -> CrashCells.shared(
                        every(closing).stream()
                                .filter(cell ->
                                        CHOSEN.equals("all") || cell.toString().contains(CHOSEN))
                                .toList(),
                        TOGETHER));
    }

    private static List<Cell> every(Closing closing) {
        try {
            return CrashCells.all(closing, Files.createTempDirectory("evenkeel-whole-"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Cell place(String phase, String text, Moment moment) {
        return CrashCells.of(Closing.READ_ONLY, phase, text, moment);
    }

    @ParameterizedTest
    @MethodSource("places")
    @Timeout(900)
    void is_gone_on_with(List<Cell> places) throws IOException, InterruptedException {
        List<CrashTable.Row> rows = places.stream().map(TABLE::begin).toList();
        try (ShopMove move = ShopMove.begin(folder, places.get(0).closing())) {
            Path plan = move.plan();
            for (CrashTable.Row row : rows) {
                Cell place = row.cell();
                int exit = move.dying(plan, place.moment(), place.phase(), place.step(), place.millis());
                row.died(exit);
                if (place.moment() == Moment.HALF && exit == 0) {
                    // It was quicker this time, and the run is over.
                    break;
                }
                assertThat(exit).as(place + ": " + move.said()).isEqualTo(Dying.KILLED);
            }
            if (rows.get(rows.size() - 1).killed()) {
                Captured resumed =
                        Captured.within(ShopMove.LIMIT, "resume", move.run().toString(), "--quiet");
                rows.forEach(row -> row.ended(resumed.exit()));
                assertThat(resumed.exit()).as(resumed.toString()).isZero();
            }
            move.moved();
            List<Entry> entries = JournalReader.read(move.run());
            rows.forEach(row ->
                    row.moved(entries, rows.indexOf(row), move.application().acknowledged()));
        } catch (AssertionError e) {
            System.out.println(places.get(0) + " and after it: " + e.getMessage());
            throw e;
        } finally {
            rows.forEach(System.out::println);
        }
    }

    @AfterAll
    static void table() throws IOException {
        boolean kind = Stream.of(Closing.values()).anyMatch(closing -> CHOSEN.equals(closing.name()));
        if ((kind || CHOSEN.equals("all")) && Boolean.getBoolean("evenkeel.docs.write")) {
            TABLE.write();
        }
    }

    @Test
    @Timeout(300)
    void is_undone_by_another_process() throws IOException, InterruptedException {
        try (ShopMove move = ShopMove.begin(folder, Closing.READ_ONLY)) {
            Cell place = place("follow", "replication on the target is started", Moment.OUTCOME);
            assertThat(move.dying(move.plan(), place.moment(), place.phase(), place.step(), 0))
                    .isEqualTo(Dying.KILLED);
            String run = move.run().toString();

            assertThat(Captured.run("status", run).out())
                    .contains(
                            "the last one was killed",
                            "free to abort",
                            "phase follow: replication on the target is started")
                    .endsWith("next: evenkeel resume r-shop\n");
            Captured aborted = Captured.run("abort", run);
            assertThat(aborted.exit()).isEqualTo(2);
            assertThat(aborted.err())
                    .contains(
                            "no process is at work on run r-shop; take back what it has begun with: evenkeel undo r-shop");
            assertThat(aborted.out()).isEqualTo("next: evenkeel undo r-shop\n");

            Captured undone = Captured.run("undo", run, "--quiet", "--reason", "the window is over");

            assertThat(undone.exit()).as(undone.toString()).isEqualTo(4);
            move.takenBack();
            assertThat(Captured.run("undo", run, "--quiet").exit()).isEqualTo(2);
            assertThat(Captured.run("status", run).out())
                    .contains("\nover\n")
                    .endsWith("next: evenkeel report r-shop\n");
        }
    }

    @Test
    void a_plan_is_stale_once_a_server_is_another_one() throws IOException {
        try (ShopMove move = ShopMove.begin(folder, Closing.READ_ONLY)) {
            Path plan = move.plan();
            assertThat(Captured.run("plan", "--check", plan.toString()).exit()).isZero();

            try (Session target =
                    move.servers().parameters(Role.TARGET).orElseThrow().open()) {
                target.execute("SET GLOBAL max_allowed_packet = 33554432");
            }
            Captured checked = Captured.run("plan", "--check", plan.toString());

            assertThat(checked.exit()).isEqualTo(10);
            assertThat(checked.toString()).contains("target: max_allowed_packet: planned with ", ", now 33554432");
            Captured run = Captured.run(
                    "run", plan.toString(), "--reports", folder.resolve("none").toString());
            assertThat(run.exit()).isEqualTo(10);
            assertThat(folder.resolve("none")).doesNotExist();
        }
    }
}
