package dev.evenkeel.cli;

import dev.evenkeel.cli.FailureCells.Cell;
import dev.evenkeel.cli.FailureCells.Failure;
import dev.evenkeel.cli.FailureCells.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * docs/failure-matrix.md: what failed in which step, and what became of the run. Outcomes gather in a file, so that several processes
 * can share the work and a later one goes on with it.
 */
final class FailureTable {
    static final Path OUTCOMES = Path.of("target/failures.tsv");
    private static final Path PAGE = Path.of("docs/failure-matrix.md");
    private static final String HEAD = """
            # What failed in a step, and what became of the run

            A row is a step of [the founding runbook](../features/encrypt-at-rest.feature), a column is what happened as it began: the process
            of a server died by `kill -9`; the way to a server fell silent (connections stay open and nothing passes; new ones work); the way was
            gone (the same, and new connections are closed at once); the disk under the run's folder was full. The runs are those of a plan, on three real
            servers (10.1.8, 10.1.8 and 10.1.23).

            A number is the exit code that the run ended with by itself. In each of these runs this was then so:

            | exit code | what was looked at |
            |---|---|
            | 0 | the failure was outlived: the target serves and takes writes, the source refuses them |
            | 2, 3, 4 | the source takes a write, unless it was the source that died; the target follows nobody; after 4 the replica replicates again, and no account of the run is left |
            | 5 | a server could not be reached for the undo. Once the way to it is open again, `evenkeel undo` ends with 4, and the same holds as above: *5→4*. A server that died is not started again here: *5* |
            | 6 | after the point of no return: the source takes no writes. Once the way is open again, `evenkeel resume` ends with 0, the target serves: *6→0* |
            | 11 | once there is room, or the way is open again, `evenkeel resume` ends with 0 and the target serves (*11→0*), or the run is undone (*11→4*) |

            In all of them nobody saw a stack of Java, the journal's chain was whole, `evenkeel audit` accepted the report, and no process of the run was left.

            A dash is a pair that makes no sense: after the copy no step asks the replica for anything, so nothing of the run fails with it. A dot has not
            been tried with these steps yet, or was tried and did not end as it should: only what did is written down. The steps of an undo have no rows: they are reached by these failures only, and a failure that
            lasts is one in the undo too.

            The page is written by a test, `mvn -Dtest=FailedRunTest -Devenkeel.failures=all -Devenkeel.docs.write=true test`. It continues where an
            earlier one was stopped; several side by side share the work with `-Devenkeel.failures.part=1/2` and `2/2`. The nightly build tries all pairs.
            """;
    private static final Map<String, Failure> COLUMNS = columns();

    private FailureTable() {}

    private static Map<String, Failure> columns() {
        Map<String, Failure> columns = new LinkedHashMap<>();
        for (Failure failure : Failure.values()) {
            columns.put(
                    failure == Failure.DISK_FULL
                            ? "disk full"
                            : failure.role().label() + " "
                                    + (failure.kills() ? "dies" : failure.gone() ? "unreachable" : "silent"),
                    failure);
        }
        return columns;
    }

    /** @param end exit codes, the first that of the run itself */
    static synchronized void add(Cell cell, String end, long seconds) throws IOException {
        Files.createDirectories(OUTCOMES.getParent());
        Files.writeString(
                OUTCOMES,
                String.join("\t", cell.step().place(), cell.failure().name(), end, Long.toString(seconds)) + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    static boolean has(Cell cell) {
        return outcomes().containsKey(key(cell.step(), cell.failure()));
    }

    private static Map<String, String> outcomes() {
        Map<String, String> outcomes = new TreeMap<>();
        if (Files.exists(OUTCOMES)) {
            try {
                for (String line : Files.readAllLines(OUTCOMES)) {
                    String[] fields = line.split("\t", -1);
                    outcomes.put(fields[0] + " " + fields[1], fields[2]);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return outcomes;
    }

    private static String key(Step step, Failure failure) {
        return step.place() + " " + failure;
    }

    static void write() throws IOException {
        Map<String, String> outcomes = outcomes();
        List<String> rows = new ArrayList<>();
        int tried = 0;
        int possible = 0;
        Map<String, Integer> ends = new TreeMap<>();
        for (Step step : FailureCells.steps()) {
            StringBuilder row = new StringBuilder("| %s | %s |".formatted(step.place(), step.text()));
            for (Failure failure : COLUMNS.values()) {
                String end = step.has(failure) ? outcomes.getOrDefault(key(step, failure), "·") : "–";
                possible += step.has(failure) ? 1 : 0;
                if (!end.equals("·") && !end.equals("–")) {
                    tried++;
                    ends.merge(end, 1, Integer::sum);
                }
                row.append(' ').append(end).append(" |");
            }
            rows.add(row.toString());
        }
        StringBuilder page = new StringBuilder(HEAD);
        page.append("\n%d pairs, %d tried: %s.\n\n"
                .formatted(
                        possible,
                        tried,
                        String.join(
                                ", ",
                                ends.entrySet().stream()
                                        .map(end -> end.getValue() + " with " + end.getKey())
                                        .toList())));
        page.append("| step | sentence | ")
                .append(String.join(" | ", COLUMNS.keySet()))
                .append(" |\n|---|---|");
        page.append("---|".repeat(COLUMNS.size())).append('\n');
        rows.forEach(row -> page.append(row).append('\n'));
        Files.writeString(PAGE, page);
    }
}
