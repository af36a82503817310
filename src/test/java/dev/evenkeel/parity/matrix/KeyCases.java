package dev.evenkeel.parity.matrix;

import static dev.evenkeel.parity.matrix.Plant.data;

import java.util.List;

/** Keys that are hard to walk along, with a chunk's border beside every second row. */
final class KeyCases {
    private static final String CI = "VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci";
    private static final String[] WORDS = {"'a'", "'B'", "'c'", "'ca'", "'é'", "'z'", "''"};

    static final List<Case> ALL = List.of(
            key(
                    "a negative key",
                    "INT",
                    "k=-5",
                    "k=-2147483648",
                    "-5",
                    "-2147483648",
                    "-1",
                    "0",
                    "1",
                    "7",
                    "2147483647"),
            key(
                    "an unsigned key beyond the signed ones",
                    "BIGINT UNSIGNED",
                    "k=9223372036854775808",
                    "k=18446744073709551615",
                    "9223372036854775808",
                    "18446744073709551615",
                    "0",
                    "1",
                    "9223372036854775807",
                    "18446744073709551614",
                    "5"),
            key("a DECIMAL key", "DECIMAL(20,4)", "k=-0.0001", "k=1.5000", "-0.0001", "1.5", "0", "1", "2", "3", "-9"),
            key(
                            "a FLOAT key",
                            "FLOAT",
                            "k=16777216",
                            "k=16777217",
                            "16777216",
                            "1.6777218e7",
                            "0.1",
                            "-1",
                            "3e38",
                            "5",
                            "7")
                    .answer("Different: t changed k=16777216 in v, missing k=16777218"),
            key(
                    "a DATE key with a zero date",
                    "DATE",
                    "k=0000-00-00",
                    "k=2026-03-01",
                    "0",
                    "20260301",
                    "20260302",
                    "20260400",
                    "19991231",
                    "20000101",
                    "99991231"),
            key(
                    "a DATETIME key with microseconds",
                    "DATETIME(6)",
                    "k=2026-03-01 10:11:12.000001",
                    "k=2026-03-01 10:11:12.999999",
                    "'2026-03-01 10:11:12.000001'",
                    "'2026-03-01 10:11:12.999999'",
                    "'2026-03-01 10:11:12'",
                    "'2026-03-01 10:11:12.5'",
                    "'2026-03-01 10:11:12.000002'",
                    "'2026-03-01 10:11:13'",
                    "0"),
            key(
                    "a TIMESTAMP key around the repeated hour",
                    "TIMESTAMP(3) DEFAULT '2000-01-01'",
                    "k=2026-10-25 00:30:00.000",
                    "k=2026-10-25 01:30:00.000",
                    "'2026-10-25 00:30:00'",
                    "'2026-10-25 01:30:00'",
                    "'2026-10-25 00:30:00.001'",
                    "'2026-10-25 00:59:59.999'",
                    "'2026-10-25 01:00:00'",
                    "'2026-10-25 02:00:00'",
                    "'2026-10-24 23:59:59'"),
            key(
                    "a TIME key before midnight",
                    "TIME(2)",
                    "k=-00:00:00.01",
                    "k=838:59:59.00",
                    "'-00:00:00.01'",
                    "'838:59:59'",
                    "'-838:59:59'",
                    "0",
                    "'00:00:00.01'",
                    "'12:00:00'",
                    "'100:00:00'"),
            key("a YEAR key", "YEAR", "k=0000", "k=2155", "0000", "2155", "1901", "1970", "2000", "2026", "2100"),
            key(
                    "an ENUM key in its own order",
                    "ENUM('z', 'm', 'a', 'b', 'y', 'c', '')",
                    "k='z'",
                    "k='a'",
                    "'z'",
                    "'a'",
                    "'m'",
                    "'b'",
                    "'y'",
                    "'c'",
                    "7"),
            key("a SET key", "SET('z', 'm', 'a')", "k='z'", "k='z,m,a'", "'z'", "7", "0", "2", "3", "4", "5"),
            key(
                            "a BIT key",
                            "BIT(64)",
                            "k=0x8000000000000000",
                            "k=0xFFFFFFFFFFFFFFFF",
                            "0x8000000000000000",
                            "0xFFFFFFFFFFFFFFFF",
                            "0",
                            "1",
                            "2",
                            "3",
                            "0x7FFFFFFFFFFFFFFF")
                    .answer("Different: t changed k=0x8000000000000000 in v, missing k=0xFFFFFFFFFFFFFFFF"),
            key(
                    "a VARBINARY key with zeros at its end",
                    "VARBINARY(9)",
                    "k=0x6100",
                    "k=0xFF",
                    "X'6100'",
                    "X'FF'",
                    "''",
                    "X'00'",
                    "X'61'",
                    "X'610000'",
                    "X'7F'"),
            key(
                    "a BINARY key",
                    "BINARY(3)",
                    "k=0x610000",
                    "k=0xFFFFFF",
                    "X'61'",
                    "X'FFFFFF'",
                    "''",
                    "X'6162'",
                    "X'62'",
                    "X'80'",
                    "X'7F'"),
            key("a text key without lettercase", CI, "k='c'", "k=''", "'c'", "''", "'a'", "'B'", "'ca'", "'é'", "'z'"),
            key(
                    "a text key in binary order",
                    "VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin",
                    "k='B'",
                    "k='a'",
                    "'B'",
                    "'a'",
                    "'A'",
                    "'b'",
                    "''",
                    "'🦊'",
                    "'é'"),
            key(
                    "a latin1 key that sorts as Swedish",
                    "CHAR(9) CHARACTER SET latin1 COLLATE latin1_swedish_ci",
                    "k='å'",
                    "k='z'",
                    "'å'",
                    "'z'",
                    "'a'",
                    "'ä'",
                    "'ö'",
                    "'Y'",
                    "'w'"),
            key(
                            "a text key with a quote, a backslash and a line end",
                            CI,
                            "k='it''s'",
                            "k='\\'",
                            "'it''s'",
                            "'\\\\'",
                            "'\"'",
                            "'`'",
                            "'a\\nb'",
                            "'%'",
                            "'?'")
                    .answer("Different: t changed k='it's' in v, missing k='\\'"),
            key(
                            "a text key of the newest Unicode order",
                            "VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_uca1400_ai_ci",
                            "k='c'",
                            "k=''",
                            "'c'",
                            "''",
                            "'a'",
                            "'B'",
                            "'ca'",
                            "'é'",
                            "'z'")
                    .since(Since.V10_10),
            key(
                            "a UUID key",
                            "UUID",
                            "k='123e4567-e89b-12d3-a456-426655440000'",
                            "k='00000000-0000-0000-0000-000000000000'",
                            "'123e4567-e89b-12d3-a456-426655440000'",
                            "'00000000-0000-0000-0000-000000000000'",
                            "'123e4567-e89b-12d3-a456-426655440001'",
                            "'223e4567-e89b-12d3-a456-426655440000'",
                            "'123e4567-e89b-42d3-a456-426655440000'",
                            "'ffffffff-ffff-ffff-ffff-ffffffffffff'",
                            "'f23e4567-e89b-12d3-a456-426655440000'")
                    .since(Since.V10_7),
            key(
                            "an INET6 key",
                            "INET6",
                            "k='::1'",
                            "k='::'",
                            "'::1'",
                            "'::'",
                            "'::2'",
                            "'2001:db8::1'",
                            "'fe80::1'",
                            "'ff02::1'",
                            "'::ffff:1.2.3.4'")
                    .since(Since.V10_5),
            composite(
                    "a composite key of a text without lettercase and a number",
                    CI + " NOT NULL",
                    "INT NOT NULL",
                    "'a'",
                    "'B'",
                    "k='a', n=2",
                    "k='B', n=1"),
            composite(
                    "a composite key of a negative number and a time",
                    "INT NOT NULL",
                    "TIME(6) NOT NULL",
                    "-3",
                    "5",
                    "k=-3, n=00:00:02.000000",
                    "k=5, n=00:00:01.000000"),
            data("a change of case alone in a _ci key")
                    .trap("a key is not found again under the same name, and 'a' = 'A' for the server")
                    .both(words(CI))
                    .target("UPDATE t SET k = 'b' WHERE k = 'B'")
                    .neighbour(
                            "the key in the same letters, from another character set",
                            "UPDATE t SET k = _latin1 X'42' WHERE k = 'b'")
                    .answer("Different: t extra k='b', missing k='B'"),
            data("a space after a key")
                    .trap("'c' = 'c ' for the server")
                    .both(words(CI))
                    .target("UPDATE t SET k = 'c ' WHERE k = 'c'")
                    .neighbour("the same key found by a text with a space", "UPDATE t SET v = 3 WHERE k = 'c '")
                    .answer("Different: t extra k='c ', missing k='c'"),
            data("the same keys in another collation")
                    .trap("chunks that each side cuts in its own order do not hold the same rows")
                    .both(words(CI))
                    .target(
                            "ALTER TABLE t MODIFY k VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin",
                            "UPDATE t SET v = 99 WHERE k = 'ca'")
                    .neighbour(
                            "another collation, the same rows",
                            "ALTER TABLE t MODIFY k VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin")
                    .quiet("Same, 7 rows in 1 chunks; k is varchar(20) COLLATE utf8mb4_general_ci on the source,"
                            + " varchar(20) COLLATE utf8mb4_bin on the target, and keys that are equal on one may be"
                            + " two on the other")
                    .answer("Different: t changed k='ca' in v"),
            data("a key of the first letters only")
                    .both(
                            "CREATE TABLE t (k VARCHAR(300) CHARACTER SET utf8mb4 NOT NULL, v INT, PRIMARY KEY (k(2)))",
                            "INSERT INTO t VALUES ('abc', 1), ('acc', 2), ('bbc', 3), ('zzz', 4), ('yyy', 5)")
                    .target("UPDATE t SET k = 'abd' WHERE v = 1")
                    .neighbour(
                            "the same letters written again",
                            "UPDATE t SET k = 'x' WHERE v = 1",
                            "UPDATE t SET k = 'abc' WHERE v = 1")
                    .answer("Different: t extra k='abd', missing k='abc'"),
            data("another primary key over the same columns")
                    .trap("rows must be known by the same key on both sides")
                    .both(
                            "CREATE TABLE t (a INT, b INT, v INT, PRIMARY KEY (a, b))",
                            "INSERT INTO t VALUES (1, 3, 0), (2, 2, 0), (3, 1, 0)")
                    .target("ALTER TABLE t DROP PRIMARY KEY, ADD PRIMARY KEY (b, a)", "UPDATE t SET v = 1 WHERE a = 2")
                    .neighbour("another key, the same rows", "ALTER TABLE t DROP PRIMARY KEY, ADD PRIMARY KEY (b, a)")
                    .answer("Different: t changed a=2, b=2 in v"),
            data("a row after the last key of the source")
                    .trap("an open end must be open on both sides")
                    .both(
                            "CREATE TABLE t (k INT PRIMARY KEY, v INT)",
                            "INSERT INTO t VALUES (1, 1), (2, 2), (3, 3), (4, 4)")
                    .target("INSERT INTO t VALUES (2147483647, 1), (-2147483648, 1), (5, 5), (6, 6), (7, 7)")
                    .neighbour(
                            "keys at both ends on both sides", "INSERT INTO t VALUES (2147483647, 1), (-2147483648, 1)")
                    .neighbourSource("INSERT INTO t VALUES (2147483647, 1), (-2147483648, 1)")
                    .answer("Different: t extra k=-2147483648, extra k=2147483647, extra k=5, extra k=6, extra k=7"));

    private KeyCases() {}

    private static String[] words(String type) {
        StringBuilder rows = new StringBuilder("INSERT INTO t VALUES ");
        for (int i = 0; i < WORDS.length; i++) {
            rows.append(i == 0 ? "" : ", ")
                    .append('(')
                    .append(WORDS[i])
                    .append(", ")
                    .append(i + 1)
                    .append(')');
        }
        return new String[] {"CREATE TABLE t (k " + type + " NOT NULL PRIMARY KEY, v INT)", rows.toString()};
    }

    /** The first key's row is changed and the second's deleted. */
    private static Case key(String name, String type, String changed, String missing, String... keys) {
        StringBuilder rows = new StringBuilder("INSERT INTO t VALUES ");
        for (int i = 0; i < keys.length; i++) {
            rows.append(i == 0 ? "" : ", ")
                    .append('(')
                    .append(keys[i])
                    .append(", ")
                    .append(i + 1)
                    .append(')');
        }
        return data(name)
                .both("CREATE TABLE t (k " + type + " NOT NULL PRIMARY KEY, v INT)", rows.toString())
                .target("UPDATE t SET v = 99 WHERE v = 1", "DELETE FROM t WHERE v = 2")
                .neighbour("all rows inserted from the last to the first", "DELETE FROM t", reversed(keys))
                .answer("Different: t changed " + changed + " in v, missing " + missing);
    }

    private static String reversed(String... keys) {
        StringBuilder rows = new StringBuilder("INSERT INTO t VALUES ");
        for (int i = keys.length; i > 0; i--) {
            rows.append(i == keys.length ? "" : ", ")
                    .append('(')
                    .append(keys[i - 1])
                    .append(", ")
                    .append(i)
                    .append(')');
        }
        return rows.toString();
    }

    private static Case composite(
            String name, String first, String second, String one, String other, String changed, String missing) {
        return data(name)
                .both(
                        "CREATE TABLE t (k " + first + ", n " + second + ", v INT, PRIMARY KEY (k, n))",
                        "INSERT INTO t VALUES (" + one + ", 1, 1), (" + one + ", 2, 2), (" + one + ", 3, 3), (" + other
                                + ", 1, 4), (" + other + ", 2, 5), (" + other + ", 3, 6)")
                .target("UPDATE t SET v = 99 WHERE v = 2", "DELETE FROM t WHERE v = 4")
                .neighbour("the rows sorted otherwise on disk", "ALTER TABLE t ORDER BY v DESC")
                .answer("Different: t changed " + changed + " in v, missing " + missing);
    }
}
