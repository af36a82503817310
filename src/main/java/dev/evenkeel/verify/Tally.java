package dev.evenkeel.verify;

import dev.evenkeel.catalog.Table;
import dev.evenkeel.event.ExitCode;
import dev.evenkeel.event.ParityEvent;
import dev.evenkeel.event.RunEvent;
import dev.evenkeel.event.Verdict;
import dev.evenkeel.mariadb.TableName;
import dev.evenkeel.parity.RowResult;
import dev.evenkeel.parity.TableResult;
import dev.evenkeel.parity.TableVerdict;
import dev.evenkeel.parity.inventory.PartResult;
import dev.evenkeel.screen.Figures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a verification has found so far, and what that comes to. Safe for several threads. */
final class Tally {
    private static final int SAME_LISTED = 60;
    private static final int LEFT_LISTED = 20;

    private final Findings findings;

    private record Judged(TableResult result, Duration took) {}

    private final Map<TableName, Judged> tables = new TreeMap<>();
    private final Map<Part, PartResult> parts = new EnumMap<>(Part.class);
    private final Set<TableName> toRead = new TreeSet<>();
    private Optional<RowResult> rows = Optional.empty();
    private boolean finished;

    Tally(Findings findings) {
        this.findings = findings;
    }

    synchronized void expect(List<Table> left, List<Table> right) {
        left.forEach(table -> toRead.add(table.name()));
        right.forEach(table -> toRead.add(table.name()));
    }

    synchronized void table(TableResult result, Duration took) {
        toRead.add(result.table());
        tables.put(result.table(), new Judged(result, took));
    }

    synchronized void rows(RowResult result) {
        rows = Optional.of(result);
        result.tables().forEach(table -> tables.putIfAbsent(table.table(), new Judged(table, table.took())));
        result.dropped().forEach(toRead::remove);
    }

    /** Everything that was to be compared was. */
    synchronized void finish() {
        finished = true;
    }

    synchronized void part(Part part, PartResult result) {
        parts.put(part, result);
    }

    /** Different when anything is; else inconclusive when anything is. */
    synchronized Verdict verdict() {
        Verdict worst = Stream.concat(
                        parts.values().stream().map(PartResult::verdict), rows.map(RowResult::verdict).stream())
                .reduce(Verdict::worst)
                .orElse(Verdict.INCONCLUSIVE);
        return finished ? worst : worst.worst(Verdict.INCONCLUSIVE);
    }

    /** There was no row on either side: nothing speaks against, and nothing was compared. */
    private static boolean onlyEmpty(RowResult result) {
        return result.tables().stream()
                .allMatch(table -> table.verdict() instanceof TableVerdict.Same && table.rowsLeft() == 0);
    }

    synchronized ExitCode code() {
        boolean nothing =
                parts.isEmpty() && rows.filter(result -> !onlyEmpty(result)).isEmpty();
        if (nothing) {
            return ExitCode.NOTHING_EXECUTED;
        }
        return verdict() == Verdict.SAME ? ExitCode.DONE : ExitCode.NOT_PROVED;
    }

    /** What it came to, in one sentence. */
    synchronized String sentence(Choice choice) {
        String sides = choice.left() + " and " + choice.right();
        if (code() == ExitCode.NOTHING_EXECUTED) {
            return "nothing was compared: " + (tables.isEmpty() ? "there is no table" : "all tables are empty") + " on "
                    + sides;
        }
        List<String> failures = new ArrayList<>();
        rows.filter(result -> !result.same() && !onlyEmpty(result)).ifPresent(result -> failures.add(failures(result)));
        parts.forEach((part, result) -> {
            if (result.verdict() != Verdict.SAME) {
                failures.add(part.label() + ": " + result.failures());
            }
        });
        return failures.isEmpty()
                ? sides + " are the same in " + inWords()
                : sides
                        + (verdict() == Verdict.DIFFERENT ? " differ: " : " could not be shown to be the same: ")
                        + String.join("; ", failures);
    }

    /** A movement makes many tables inconclusive for one reason, which is said once. */
    private static String failures(RowResult result) {
        Set<String> reasons = result.tables().stream()
                .filter(table -> !(table.verdict() instanceof TableVerdict.Same))
                .map(table ->
                        table.verdict() instanceof TableVerdict.Inconclusive inconclusive ? inconclusive.reason() : "")
                .collect(Collectors.toSet());
        long failed = result.tables().stream()
                .filter(table -> !(table.verdict() instanceof TableVerdict.Same))
                .count();
        String reason = reasons.size() == 1 ? reasons.iterator().next() : "";
        return failed > 1 && !reason.isEmpty()
                ? failed + " tables could not be compared: " + reason
                : result.failures();
    }

    private String inWords() {
        List<String> compared = new ArrayList<>();
        rows.ifPresent(result -> compared.add(Figures.count(result.rowsExamined()) + " rows of " + tables.size()
                + (tables.size() == 1 ? " table" : " tables")));
        parts.forEach((part, result) -> compared.add(result.items().size() + " " + part.label()));
        return String.join(", ", compared);
    }

    /** How far it came before it was interrupted. */
    synchronized String progress() {
        long same = count(Verdict.SAME);
        return same + " of " + toRead.size() + (toRead.size() == 1 ? " table is" : " tables are")
                + " shown to be the same"
                + (count(Verdict.DIFFERENT) == 0 ? "" : ", " + count(Verdict.DIFFERENT) + " differ");
    }

    private long count(Verdict verdict) {
        return tables.values().stream()
                .filter(table -> table.result().verdict().plain() == verdict)
                .count();
    }

    /** For the journal's last entry, and for programs. */
    synchronized RunEvent.Compared compared() {
        long millis = rows.map(result -> result.took().toMillis()).orElse(0L);
        long examined = rows.map(RowResult::rowsExamined).orElse(0L);
        long bytes = rows.map(RowResult::bytesExamined).orElse(0L);
        return new RunEvent.Compared(
                verdict(),
                new RunEvent.Counts(count(Verdict.SAME), count(Verdict.DIFFERENT), count(Verdict.INCONCLUSIVE)),
                notJudged().stream()
                        .map(table -> new ParityEvent.Name(table.schema(), table.table()))
                        .toList(),
                examined,
                bytes,
                millis,
                millis == 0 ? 0 : examined * 1000 / millis,
                millis == 0 ? 0 : bytes * 1000 / millis,
                parts.entrySet().stream()
                        .collect(Collectors.toMap(entry -> entry.getKey().label(), entry -> entry.getValue()
                                .verdict())));
    }

    /** Table by table, the same ones last and, where they are many, counted. */
    synchronized List<String> lines() {
        if (tables.isEmpty()) {
            return notJudgedInWords().map(line -> List.of(line, "")).orElse(List.of());
        }
        List<Judged> listed = tables.values().stream()
                .sorted(Comparator.comparing(table -> table.result().verdict() instanceof TableVerdict.Same))
                .toList();
        long worse = tables.size() - count(Verdict.SAME);
        int shown = (int) Math.min(listed.size(), worse + SAME_LISTED);
        int width = listed.stream()
                .limit(shown)
                .mapToInt(table -> table.result().table().toString().length())
                .max()
                .orElse(0);
        List<String> lines = new ArrayList<>();
        lines.add(line(width, "table", "verdict", "rows", "rows there", "chunks", "time"));
        listed.stream().limit(shown).forEach(table -> lines.add(line(width, table)));
        if (listed.size() > shown) {
            lines.add("and " + (listed.size() - shown) + " more tables, all the same");
        }
        remarks().forEach(lines::add);
        notJudgedInWords().ifPresent(lines::add);
        lines.addAll(findings.lines(listed.stream().map(Judged::result).toList()));
        lines.add("");
        return lines;
    }

    /** Those that an interruption left. */
    private List<TableName> notJudged() {
        return toRead.stream().filter(table -> !tables.containsKey(table)).toList();
    }

    /** By name as far as they fit. */
    private Optional<String> notJudgedInWords() {
        List<String> names = notJudged().stream().map(TableName::toString).toList();
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of("not judged: " + String.join(", ", names.subList(0, Math.min(LEFT_LISTED, names.size())))
                        + (names.size() > LEFT_LISTED ? " and " + (names.size() - LEFT_LISTED) + " more" : ""));
    }

    /** Whatever is the same although it is not of one shape is named, however many tables are not listed. */
    private List<String> remarks() {
        return tables.values().stream()
                .map(Judged::result)
                .filter(result -> result.verdict() instanceof TableVerdict.Same
                        && !result.remark().isEmpty())
                .map(result -> "the rows of " + result.table() + " are the same, but " + result.remark())
                .toList();
    }

    private static String line(int width, Judged table) {
        TableResult result = table.result();
        return line(
                width,
                result.table().toString(),
                result.verdict().plain().word(),
                rows(result.rowsLeft()),
                rows(result.rowsRight()),
                Integer.toString(result.chunks()),
                Figures.time(table.took()));
    }

    private static String rows(long rows) {
        return rows < 0 ? "-" : Figures.count(rows);
    }

    private static String line(int width, String... cells) {
        return String.format("%-" + Math.max(width, 5) + "s  %-12s %14s %14s %7s %9s", (Object[]) cells)
                .stripTrailing();
    }
}
