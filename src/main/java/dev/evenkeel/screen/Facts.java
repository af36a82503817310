package dev.evenkeel.screen;

import dev.evenkeel.journal.Entry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The entries that an operator wants to read as they come, in words. The others are for the report. */
final class Facts {
    /** A sentence and its mark. */
    record Fact(Mark mark, String text) {}

    private Facts() {}

    static Optional<Fact> of(Entry entry) {
        return switch (entry.kind()) {
            case SERVER -> fact(server(entry));
            case COORDINATES ->
                fact(entry.text("which") + " coordinates of the " + entry.text("role") + ": "
                        + (entry.text("file").isEmpty()
                                ? "no binlog"
                                : entry.text("file") + ":" + entry.number("position"))
                        + gtid(entry));
            case PARITY_TABLE -> table(entry);
            case PAUSE ->
                Optional.of(new Fact(
                        Mark.ATTENTION,
                        entry.text("state").equals("began")
                                ? "paused: " + entry.text("reason")
                                : "going on after a pause of " + millis(entry, "millis")));
            case PARITY_ROWS -> verdict(entry, rows(entry));
            case PARITY_OBJECTS -> verdict(entry, "objects: " + examined(entry));
            case PARITY_ACCOUNTS -> verdict(entry, "accounts: " + examined(entry));
            case PARITY_SETTINGS -> verdict(entry, "settings: " + examined(entry));
            case GATE ->
                Optional.of(new Fact(
                        Mark.of(entry.text("decision")),
                        "gate " + entry.text("id") + " " + entry.text("decision") + " by " + entry.text("by")
                                + reason(entry, "reason")));
            case CUTOVER ->
                fact("cutover: source frozen for "
                        + (known(entry, "frozenMillis")
                                ? millis(entry, "frozenMillis")
                                : "a time that was not measured")
                        + (known(entry, "unavailableMillis")
                                ? ", application without writes for " + millis(entry, "unavailableMillis")
                                : "; no application was writing"));
            case WORKLOAD ->
                fact("application: " + count(entry, "acknowledged") + " writes acknowledged, "
                        + count(entry, "onTarget") + " on the target, " + count(entry, "lost") + " lost, "
                        + count(entry, "duplicated") + " twice");
            case DRILL ->
                Optional.of(new Fact(
                        Mark.of(entry.text("outcome")),
                        "drill " + entry.text("name") + " " + entry.text("outcome") + ": expected "
                                + entry.text("expected") + ", observed " + entry.text("observed")));
            case DEVIATION -> Optional.of(new Fact(Mark.ATTENTION, entry.text("what") + reason(entry, "because")));
            case CHANGE ->
                entry.text("detail").isEmpty()
                        ? Optional.empty()
                        : Optional.of(new Fact(Mark.ATTENTION, entry.text("detail")));
            case DAMAGE -> damage(entry);
            case NOTE -> fact(entry.text("text"));
            default -> Optional.empty();
        };
    }

    private static Optional<Fact> damage(Entry entry) {
        return switch (entry.text("state")) {
            case "done" -> Optional.of(new Fact(Mark.ATTENTION, "drill: " + entry.text("what")));
            case "over" -> Optional.of(new Fact(Mark.ATTENTION, "drill: over: " + entry.text("what")));
            default -> Optional.empty();
        };
    }

    /** The first line of a run. */
    static String run(Entry entry) {
        return Stream.of(
                        entry.text("command"),
                        inner(entry, "runbook", "file"),
                        "on " + inner(entry, "environment", "name"),
                        "run " + entry.text("runId"))
                .filter(part -> !part.isBlank())
                .collect(Collectors.joining("  "));
    }

    private static String server(Entry entry) {
        Object encrypted = entry.data().get("encrypted");
        String storage = Boolean.TRUE.equals(encrypted)
                ? ", storage encrypted"
                : Boolean.FALSE.equals(encrypted) ? ", storage not encrypted" : "";
        return entry.text("role") + ": MariaDB " + entry.text("version") + " at " + entry.text("address") + storage;
    }

    /** One that is not the same; the others are counted at the end. */
    private static Optional<Fact> table(Entry entry) {
        String first = entry.data().get("differences") instanceof List<?> rows
                ? rows.stream()
                        .limit(1)
                        .map(row -> row instanceof Map<?, ?> one ? one.get("kind") + " " + one.get("key") : "")
                        .collect(Collectors.joining())
                : "";
        return entry.text("verdict").equals("Same")
                ? Optional.empty()
                : verdict(
                        entry,
                        entry.text("schema") + "." + entry.text("table") + ": " + entry.text("verdict")
                                + (first.isEmpty() ? "" : ", " + first) + reason(entry, "reason"));
    }

    private static String rows(Entry entry) {
        int tables = entry.data().get("tables") instanceof List<?> list ? list.size() : 0;
        return "rows, " + entry.text("left") + " and " + entry.text("right") + ", " + entry.text("at") + ": "
                + entry.text("verdict") + "; " + tables + (tables == 1 ? " table, " : " tables, ")
                + count(entry, "rowsExamined") + " rows" + compared(entry) + " in " + millis(entry, "millis")
                + dropped(entry);
    }

    private static String dropped(Entry entry) {
        return entry.data().get("dropped") instanceof List<?> gone && !gone.isEmpty()
                ? "; dropped on both sides meanwhile: "
                        + gone.stream()
                                .map(one -> one instanceof Map<?, ?> table
                                        ? table.get("schema") + "." + table.get("table")
                                        : "")
                                .collect(Collectors.joining(", "))
                : "";
    }

    /** Where most was proved before, only what changed since is read, and what could not be proved. */
    private static String compared(Entry entry) {
        String bytes = Figures.amount(entry.number("bytesExamined"), "bytes");
        if (!(entry.data().get("residue") instanceof Map<?, ?> residue)) {
            return ", " + bytes;
        }
        return "; compared were " + residue.get("keys") + " that had changed"
                + (entry.number("bytesExamined") == 0 ? "," : " and " + bytes + " of whole tables,");
    }

    private static String examined(Entry entry) {
        return entry.text("verdict") + ", " + count(entry, "examined") + " examined";
    }

    private static String gtid(Entry entry) {
        return entry.text("gtid").isEmpty() ? "" : ", GTID " + entry.text("gtid");
    }

    private static String reason(Entry entry, String field) {
        return entry.text(field).isEmpty() ? "" : ": " + entry.text(field);
    }

    private static String inner(Entry entry, String field, String name) {
        Object value = entry.data().get(field) instanceof Map<?, ?> map ? map.get(name) : null;
        return value == null ? "" : value.toString();
    }

    private static boolean known(Entry entry, String field) {
        return entry.data().get(field) instanceof Number;
    }

    private static String millis(Entry entry, String field) {
        return Figures.time(Duration.ofMillis(entry.number(field)));
    }

    private static String count(Entry entry, String field) {
        return Figures.count(entry.number(field));
    }

    private static Optional<Fact> fact(String text) {
        return Optional.of(new Fact(Mark.FACT, text));
    }

    private static Optional<Fact> verdict(Entry entry, String text) {
        return Optional.of(new Fact(Mark.of(entry.text("verdict")), text));
    }
}
