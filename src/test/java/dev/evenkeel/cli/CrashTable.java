package dev.evenkeel.cli;

import dev.evenkeel.cli.CrashCells.Cell;
import dev.evenkeel.cli.ShopMove.Closing;
import dev.evenkeel.event.Numbered;
import dev.evenkeel.event.PhaseEvent;
import dev.evenkeel.event.RunEvent;
import dev.evenkeel.journal.Entry;
import dev.evenkeel.run.Dying;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** docs/crash-matrix.md: where runs were killed, and what became of them. */
final class CrashTable {
    private static final Path PAGE = Path.of("docs/crash-matrix.md");
    private static final String HEAD = """
            # Where a run was killed, and what became of it

            Each row is a place at which the process of a run died by `kill -9`. The runs are of
            [the founding runbook](../features/encrypt-at-rest.feature), on three real servers (10.1.8, 10.1.8 and 10.1.23), while an application wrote;
            those on the look-alike of [its variant for RDS](../features/encrypt-at-rest-rds.feature), with the same servers behind the API of RDS.
            Every time `evenkeel resume` continued, up to the next place that was chosen for that run, or to its end. *Done* means: the run ended with
            exit code 0, the rows were proved the same, the target serves and takes writes, the source refuses them, no user was created twice,
            and the journal's chain is whole. *Lost* are writes that were acknowledged to the application during the run and are not on the target.
            *Settled after* is the time from the start of the next process until the step that was interrupted had been taken.

            The page is written by a test (`mvn -Dtest=KilledRunTest -Devenkeel.crashes=all -Devenkeel.docs.write=true test`;
            `-Devenkeel.crashes.together=10` lets a run die at ten places, far from one another, instead of one).
            The times are those of two processors that had other work too.
            """;

    private final List<Row> rows = new ArrayList<>();

    /** A place, and what became of its run. */
    static final class Row {
        private final Cell cell;
        private boolean reached;
        private boolean killed;
        private int exit = -1;
        private int resumes;
        private int acknowledged = -1;
        private Optional<Duration> settled = Optional.empty();

        private Row(Cell cell) {
            this.cell = cell;
        }

        Cell cell() {
            return cell;
        }

        boolean killed() {
            return killed;
        }

        void died(int code) {
            reached = true;
            killed = code == Dying.KILLED;
            exit = code;
        }

        void ended(int code) {
            exit = code;
        }

        /** Everything that must hold then does. */
        void moved(List<Entry> entries, int processesBefore, int writes) {
            acknowledged = writes;
            List<Numbered<RunEvent.Started>> processes =
                    Numbered.in(entries, RunEvent.Started.class).toList();
            resumes = processes.size() - 1;
            if (killed) {
                Numbered<RunEvent.Started> next = processes.get(processesBefore + 1);
                settled = Numbered.in(entries, PhaseEvent.StepEnded.class)
                        .filter(one -> one.seq() > next.seq())
                        .filter(one -> one.event().phase().equals(cell.phase())
                                && one.event().index() == cell.step())
                        .findFirst()
                        .map(one -> Duration.between(next.at(), one.at()));
            }
        }

        private String end() {
            if (!reached) {
                return "not reached";
            }
            if (acknowledged < 0) {
                return exit == 0 || exit == Dying.KILLED ? "**not as it must be**" : "**" + exit + "**";
            }
            return killed ? "done" : "done, not killed: the step was over by then";
        }

        @Override
        public String toString() {
            return "| %s | %s | %s | %s | %s | %s | %s |"
                    .formatted(
                            cell.phase() + "/" + cell.step(),
                            cell.text(),
                            cell.moment().words(),
                            end(),
                            acknowledged < 0 ? "" : resumes,
                            acknowledged < 0 ? "" : "0 of " + acknowledged,
                            settled.map(time -> seconds(time.toMillis()) + " s").orElse(""));
        }
    }

    synchronized Row begin(Cell cell) {
        Row row = new Row(cell);
        rows.add(row);
        return row;
    }

    /** Where only some kinds of closing were tried, the rest of the page stays. */
    void write() throws IOException {
        List<String> before = List.of(Files.readString(PAGE).split("(?m)^(?=## )"));
        boolean whole = Stream.of(Closing.values())
                .allMatch(closing -> rows.stream().anyMatch(row -> row.cell.closing() == closing));
        StringBuilder page = new StringBuilder(whole ? HEAD : before.get(0).stripTrailing() + "\n");
        for (Closing closing : Closing.values()) {
            if (rows.stream().noneMatch(row -> row.cell.closing() == closing)) {
                before.stream()
                        .filter(part -> part.startsWith("## " + closing.title() + "\n"))
                        .forEach(part ->
                                page.append('\n').append(part.stripTrailing()).append('\n'));
                continue;
            }
            List<Row> its = rows.stream()
                    .filter(row -> row.cell.closing() == closing)
                    .sorted(inOrder())
                    .toList();
            List<Long> millis = its.stream()
                    .flatMap(row -> row.settled.stream())
                    .map(Duration::toMillis)
                    .sorted()
                    .toList();
            page.append("\n## %s\n\n".formatted(closing.title()));
            page.append(
                    "%d places, %d killed there and done in the end. Settled after %s s in the middle, %s s at most.\n\n"
                            .formatted(
                                    its.size(),
                                    its.stream()
                                            .filter(row -> row.killed && row.acknowledged >= 0)
                                            .count(),
                                    millis.isEmpty() ? "?" : seconds(millis.get(millis.size() / 2)),
                                    millis.isEmpty() ? "?" : seconds(millis.get(millis.size() - 1))));
            page.append(
                    "| step | sentence | killed | ended | resumes | lost | settled after |\n|---|---|---|---|---|---|---|\n");
            its.forEach(row -> page.append(row).append('\n'));
        }
        Files.writeString(PAGE, page);
    }

    /** As the runbook has them, whichever run they were of. */
    private Comparator<Row> inOrder() {
        List<String> phases = CrashCells.phases();
        return Comparator.comparingInt((Row row) -> phases.indexOf(row.cell.phase()))
                .thenComparingInt(row -> row.cell.step())
                .thenComparing(row -> row.cell.moment());
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.1f", millis / 1000.0);
    }
}
