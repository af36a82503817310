package dev.evenkeel.parity.matrix;

import static dev.evenkeel.parity.matrix.Plant.data;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Dates and times: every precision, the old format and the new, and the instants that print alike. */
final class TemporalCases {
    private static final String CHANGED = "Different: t changed id=1 in v";
    private static final String OLD_OR_NEW =
            "the source's column is in the format before 10.1 where the server still has one";

    static final List<Case> ALL = Stream.of(
                    precisions(),
                    List.of(
                            value(
                                    "a DATE that differs by a day",
                                    "",
                                    "DATE",
                                    "'2024-02-29'",
                                    "'2024-02-28'",
                                    "the same day as a number",
                                    "20240229"),
                            value(
                                    "a zero date and NULL",
                                    "both read as nothing in many programs",
                                    "DATE",
                                    "'0000-00-00'",
                                    "NULL",
                                    "the same as a number",
                                    "0"),
                            value(
                                    "a partial date that lost its year",
                                    "literals like it are refused under NO_ZERO_IN_DATE",
                                    "DATETIME",
                                    "'2026-00-00 00:00:00'",
                                    "'0000-00-00 00:00:00'",
                                    "the same as a number",
                                    "20260000000000"),
                            value(
                                    "a zero TIMESTAMP and NULL",
                                    "UNIX_TIMESTAMP of it is 0, as of the epoch",
                                    "TIMESTAMP",
                                    "'0000-00-00 00:00:00'",
                                    "NULL",
                                    "the same as a number",
                                    "0"),
                            value(
                                    "a negative TIME at its end",
                                    "",
                                    "TIME(6)",
                                    "'-838:59:59.000001'",
                                    "'-838:59:59.000000'",
                                    "the same as a number",
                                    "-8385959.000001"),
                            data("two instants of the hour that a clock repeats")
                                    .trap("shown in Europe/Berlin both are 02:30; sessions must be in UTC")
                                    .both(
                                            "CREATE TABLE t (id INT PRIMARY KEY, v TIMESTAMP NULL)",
                                            "INSERT INTO t VALUES (1, '2026-10-25 00:30:00'), (2, '2026-10-25 01:30:00')")
                                    .target("UPDATE t SET v = '2026-10-25 01:30:00' WHERE id = 1")
                                    .neighbour(
                                            "the same instant, written by a session with another time zone",
                                            "SET SESSION time_zone = '+02:00'",
                                            "UPDATE t SET v = '2026-10-25 02:30:00' WHERE id = 1",
                                            "SET SESSION time_zone = '+00:00'")
                                    .answer(CHANGED),
                            data("a microsecond behind an old temporal format")
                                    .trap("the source keeps DATETIME, TIME and TIMESTAMP as servers before 10.1 do")
                                    .both(
                                            "CREATE TABLE t (id INT PRIMARY KEY, a DATETIME(6), b TIME(6), c TIMESTAMP(6) NULL)",
                                            "INSERT INTO t VALUES (1, '2026-03-01 10:11:12.123456', '-10:11:12.123456',"
                                                    + " '2026-03-01 10:11:12.123456'), (2, NULL, NULL, NULL)")
                                    .target(
                                            "ALTER TABLE t FORCE",
                                            "UPDATE t SET a = '2026-03-01 10:11:12.123457', b = '-10:11:12.123457',"
                                                    + " c = '2026-03-01 10:11:12.123457' WHERE id = 1")
                                    .neighbour("the same rows in the new format", "ALTER TABLE t FORCE")
                                    .answer("Different: t changed id=1 in a, b, c")))
            .flatMap(List::stream)
            .toList();

    private TemporalCases() {}

    private static List<Case> precisions() {
        List<Case> cases = new ArrayList<>();
        for (String type : List.of("DATETIME", "TIME", "TIMESTAMP")) {
            for (int digits = 0; digits <= 6; digits++) {
                String date = type.equals("TIME") ? "" : "2026-03-01 ";
                String fraction = digits == 0 ? "" : "." + "123456".substring(0, digits);
                String here = "'" + date + "10:11:12" + fraction + "'";
                String there = digits == 0
                        ? "'" + date + "10:11:13'"
                        : "'" + date + "10:11:12." + "123456".substring(0, digits - 1)
                                + (char) ("123456".charAt(digits - 1) + 1) + "'";
                String alike = digits == 6 ? here : here.replaceAll("'$", (digits == 0 ? "." : "") + "0'");
                cases.add(value(
                        "the last digit of " + type + "(" + digits + ")",
                        OLD_OR_NEW,
                        type + "(" + digits + ")",
                        here,
                        there,
                        digits == 6 ? "the same, written again" : "the same with a zero more",
                        alike));
            }
        }
        return cases;
    }

    private static Case value(
            String name, String trap, String type, String here, String there, String neighbour, String alike) {
        return data(name)
                .trap(trap)
                .both(
                        "CREATE TABLE t (id INT PRIMARY KEY, v " + type + " NULL)",
                        "INSERT INTO t VALUES (1, " + here + "), (2, " + there + "), (3, NULL)")
                .target("UPDATE t SET v = " + there + " WHERE id = 1")
                .neighbour(
                        neighbour, "UPDATE t SET v = NULL WHERE id = 1", "UPDATE t SET v = " + alike + " WHERE id = 1")
                .answer(CHANGED);
    }
}
