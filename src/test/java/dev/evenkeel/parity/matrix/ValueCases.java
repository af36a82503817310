package dev.evenkeel.parity.matrix;

import static dev.evenkeel.parity.matrix.Plant.data;

import java.util.List;

/** One value of each family of types, changed by as little as there is. */
final class ValueCases {
    private static final String CHANGED = "Different: t changed id=1 in v";

    static final List<Case> ALL = List.of(
            value("TINYINT", "0", "1", "the same number, written as text", "'0'"),
            value("INT", "-2147483648", "-2147483647", "the same number, written as DECIMAL", "-2147483648.0"),
            value(
                    "INT UNSIGNED",
                    "4294967295",
                    "4294967294",
                    "the same number, written in hexadecimal",
                    "0xFFFFFFFF + 0"),
            value("BIGINT UNSIGNED", "18446744073709551615", "18446744073709551614", "the same number, computed", "~0"),
            value("BIGINT", "9007199254740993", "9007199254740992", "the same number, as text", "'9007199254740993'"),
            value(
                    "DECIMAL(65,30)",
                    "1.000000000000000000000000000001",
                    "1",
                    "the same number with a zero in front",
                    "01.000000000000000000000000000001"),
            trapped(
                    "FLOAT",
                    "a FLOAT is printed with six digits, so a dump loses the others and a checksum of texts sees nothing",
                    "16777216",
                    "16777200",
                    "the same number in powers of ten",
                    "1.6777216e7"),
            value(
                    "DOUBLE",
                    "0.1",
                    "0.10000000000000002",
                    "a decimal fraction that rounds to the same double",
                    "0.1000000000000000055e0"),
            trapped(
                    "DOUBLE NOT NULL",
                    "-0.0 equals 0.0 for SQL and has other bits; here the sign counts",
                    "-0e0",
                    "0e0",
                    "minus zero, the row written again",
                    "-0e0"),
            value("BIT(9)", "b'100000000'", "b'100000001'", "the same bits as a number", "256"),
            value(
                    "BIT(64)",
                    "0xffffffffffffffff",
                    "0xfffffffffffffffe",
                    "the same bits as a number",
                    "18446744073709551615"),
            value("CHAR(5)", "'abc'", "'abd'", "trailing spaces, which CHAR does not keep", "'abc  '"),
            trapped(
                    "VARCHAR(20)",
                    "'a' = 'a ' in every PAD SPACE collation",
                    "'a'",
                    "'a '",
                    "the same text in hexadecimal",
                    "X'61'"),
            named(
                    "a change of case alone in a _ci column",
                    "'a' = 'A' for the column's collation",
                    "VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci",
                    "'Zoë'",
                    "'zoë'",
                    "the same text from another character set",
                    "_latin1 X'5A6FEB'"),
            named(
                    "an accent lost in a _ci column",
                    "'e' = 'é' for the column's collation",
                    "VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci",
                    "'é'",
                    "'e'",
                    "the same text from another character set",
                    "_latin1 X'E9'"),
            named(
                    "the same letter composed otherwise",
                    "é as one character and as two",
                    "VARCHAR(20) CHARACTER SET utf8mb4",
                    "'é'",
                    "_utf8mb4 X'65CC81'",
                    "the same text in hexadecimal",
                    "_utf8mb4 X'C3A9'"),
            named(
                    "an emoji that became a question mark",
                    "a lossy conversion to utf8mb3",
                    "VARCHAR(20) CHARACTER SET utf8mb4",
                    "'🦊'",
                    "'?'",
                    "the same text in hexadecimal",
                    "_utf8mb4 X'F09FA68A'"),
            value(
                    "TEXT",
                    "REPEAT('a', 60000)",
                    "CONCAT(REPEAT('a', 59999), 'b')",
                    "the same text, put together",
                    "CONCAT(REPEAT('a', 30000), REPEAT('a', 30000))"),
            value("BLOB", "X'000102'", "X'000103'", "the same bytes as a number", "CHAR(0, 1, 2)"),
            trapped(
                    "VARBINARY(9)",
                    "zeros at the end are stored, and cut off in binlog events",
                    "X'6100'",
                    "X'61'",
                    "the same bytes, put together",
                    "CONCAT('a', CHAR(0))"),
            value("BINARY(4)", "X'61'", "X'6120'", "zeros at the end, which BINARY fills up anyway", "X'61000000'"),
            value("YEAR", "1901", "1902", "the same year as text", "'1901'"),
            trapped(
                    "ENUM('', 'a', 'b')",
                    "index 0, which a bad value leaves, prints as the empty member does",
                    "1",
                    "0",
                    "the same member by its text",
                    "''"),
            value("SET('x', 'y', 'z')", "'x,z'", "'x,y'", "the same members in another order", "'z,x'"),
            trapped(
                    "GEOMETRY",
                    "the same point in another reference system",
                    "GeomFromText('POINT(1 2)', 1)",
                    "GeomFromText('POINT(1 2)', 2)",
                    "the same point, its text with other blanks",
                    "GeomFromText('POINT( 1  2 )', 1)"),
            value("POINT", "POINT(1, 2)", "POINT(2, 1)", "the same point from text", "GeomFromText('POINT(1 2)')"),
            since(
                    Since.V10_2,
                    "a JSON text with its keys in another order",
                    "JSON is text here; its order and blanks are what the application wrote",
                    "JSON",
                    "'{\"a\": 1, \"b\": 2}'",
                    "'{\"b\": 2, \"a\": 1}'",
                    "the same text in hexadecimal",
                    "X'7B2261223A20312C202262223A20327D'"),
            since(
                    Since.V10_7,
                    "one flipped bit of a UUID",
                    "",
                    "UUID",
                    "'123e4567-e89b-12d3-a456-426655440000'",
                    "'123e4567-e89b-12d3-a456-426655440001'",
                    "the same without hyphens, in capitals",
                    "'123E4567E89B12D3A456426655440000'"),
            since(
                    Since.V10_5,
                    "one flipped bit of an INET6",
                    "",
                    "INET6",
                    "'2001:db8::ff00:42:8329'",
                    "'2001:db8::ff00:42:8328'",
                    "the same address written out",
                    "'2001:0db8:0000:0000:0000:ff00:0042:8329'"),
            since(
                    Since.V10_10,
                    "one flipped bit of an INET4",
                    "",
                    "INET4",
                    "'10.0.0.1'",
                    "'10.0.0.0'",
                    "the same address in hexadecimal",
                    "X'0A000001'"),
            nulls("NULL and the empty text", "NULL", "''"),
            nulls("NULL and the word NULL", "NULL", "'NULL'"),
            nulls("NULL and the letter that marks it in the digest", "NULL", "'N'"),
            nulls("the empty text and the digit 0", "''", "'0'"),
            nulls("a text that looks like a digest's own length", "'1:a'", "'a'"));

    private ValueCases() {}

    private static Case value(String type, String here, String there, String neighbour, String alike) {
        return trapped(type, "", here, there, neighbour, alike);
    }

    private static Case trapped(String type, String trap, String here, String there, String neighbour, String alike) {
        return named("one changed " + type, trap, type, here, there, neighbour, alike);
    }

    private static Case nulls(String name, String here, String there) {
        return named(
                name,
                "a NULL must be like no value",
                "VARCHAR(20)",
                here,
                there,
                "the row deleted and written again",
                here);
    }

    private static Case named(
            String name, String trap, String type, String here, String there, String neighbour, String alike) {
        return since(Since.ALWAYS, name, trap, type, here, there, neighbour, alike);
    }

    private static Case since(
            Since since,
            String name,
            String trap,
            String type,
            String here,
            String there,
            String neighbour,
            String alike) {
        return data(name)
                .trap(trap)
                .since(since)
                .both(
                        "CREATE TABLE t (id INT PRIMARY KEY, v " + type + (type.endsWith("NULL") ? "" : " NULL") + ")",
                        "INSERT INTO t VALUES (1, " + here + "), (2, " + here + "), (3, " + there + ")")
                .target("UPDATE t SET v = " + there + " WHERE id = 1")
                .neighbour(neighbour, "DELETE FROM t WHERE id = 1", "INSERT INTO t VALUES (1, " + alike + ")")
                .answer(CHANGED);
    }
}
