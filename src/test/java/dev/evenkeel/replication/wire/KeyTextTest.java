package dev.evenkeel.replication.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.catalog.Catalog;
import dev.evenkeel.catalog.Table;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.ServerVersion;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.replication.feed.Change;
import dev.evenkeel.replication.feed.Recorded;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every type of key at its limits: the binlog and SQL must tell it in the same words, and by them it must be found. */
class KeyTextTest {
    private static final String DATABASE = "key_text";

    @ParameterizedTest
    @MethodSource("dev.evenkeel.environment.TestServers#fourVersions")
    void the_binlog_tells_each_key_as_sql_does_and_it_is_found(Server server) {
        try (Session session = server.openPinned()) {
            session.execute("DROP DATABASE IF EXISTS key_text");
            session.execute("CREATE DATABASE key_text CHARACTER SET utf8mb4");
            session.execute("SET SESSION sql_mode = ''");
            List<String> types = new ArrayList<>();
            List<List<String>> values = new ArrayList<>();
            keys(session.version()).forEach((type, some) -> {
                session.execute("CREATE TABLE key_text.t" + types.size() + " (k " + type
                        + " NOT NULL, n INT, PRIMARY KEY (k"
                        + (type.contains("TEXT") || type.contains("BLOB") ? "(20)" : "")
                        + "))");
                types.add(type);
                values.add(some);
            });
            try (Recorded recorded = Recorded.of(server, DATABASE)) {
                for (int i = 0; i < types.size(); i++) {
                    for (String value : values.get(i)) {
                        session.execute("INSERT INTO key_text.t" + i + " VALUES (" + value + ", 1)");
                    }
                }
                Map<String, List<String>> told = told(recorded);
                for (Table table : Catalog.tables(session, List.of(DATABASE))) {
                    int place = Integer.parseInt(table.name().table().substring(1));
                    String type = types.get(place);
                    List<KeyColumn> key = KeyColumn.of(table);
                    assertThat(key).as(type).hasSize(1);
                    List<String> printed = session.list(
                            "SELECT " + KeyColumn.expression(key) + " FROM "
                                    + table.name().quoted(),
                            row -> row.text(1));
                    assertThat(printed)
                            .as(type)
                            .hasSize(values.get(place).size())
                            .doesNotHaveDuplicates();
                    assertThat(told.get(table.name().table())).as(type).containsExactlyInAnyOrderElementsOf(printed);
                    found(session, table, key.get(0), printed, type);
                }
            }
            session.execute("DROP DATABASE key_text");
        }
    }

    private static Map<String, List<String>> told(Recorded recorded) {
        Map<String, List<String>> told = new TreeMap<>();
        for (Change change : recorded.changes()) {
            assertThat(change).isInstanceOf(Change.RowChanged.class);
            Change.RowChanged row = (Change.RowChanged) change;
            told.computeIfAbsent(row.table().table(), table -> new ArrayList<>())
                    .add(KeyColumn.text(row.key()));
        }
        return told;
    }

    private static void found(Session session, Table table, KeyColumn key, List<String> printed, String type) {
        String sql = "SELECT " + KeyColumn.expression(List.of(key)) + " FROM "
                + table.name().quoted() + " FORCE INDEX (PRIMARY) WHERE k IN (%s)";
        for (String text : printed) {
            assertThat(session.list(sql.formatted(key.literal(text, session)), row -> row.text(1)))
                    .as(type + " by " + text)
                    .contains(text);
        }
        String all = printed.stream().map(text -> key.literal(text, session)).collect(Collectors.joining(", "));
        assertThat(session.list(sql.formatted(all), row -> row.text(1)))
                .as(type)
                .containsExactlyInAnyOrderElementsOf(printed);
    }

    private static Map<String, List<String>> keys(ServerVersion version) {
        Map<String, List<String>> keys = new LinkedHashMap<>();
        int bits = 8;
        for (String type : List.of("TINYINT", "SMALLINT", "MEDIUMINT", "INT", "BIGINT")) {
            int size = type.equals("BIGINT") ? 64 : bits;
            java.math.BigInteger most = java.math.BigInteger.ONE.shiftLeft(size - 1);
            keys.put(
                    type,
                    List.of(
                            "-" + most,
                            "-1",
                            "0",
                            "1",
                            most.subtract(java.math.BigInteger.ONE).toString()));
            keys.put(
                    type + " UNSIGNED",
                    List.of(
                            "0",
                            most.toString(),
                            most.shiftLeft(1).subtract(java.math.BigInteger.ONE).toString()));
            keys.put(type + "(3) ZEROFILL", List.of("0", "7", "127"));
            bits += 8;
        }
        keys.put(
                "DECIMAL(65,30)",
                List.of(
                        "-" + "9".repeat(35) + "." + "9".repeat(30),
                        "-0." + "0".repeat(29) + "1",
                        "-0.0",
                        "9".repeat(35) + "." + "9".repeat(30),
                        "1"));
        keys.put("DECIMAL(65,0)", List.of("-" + "9".repeat(65), "9".repeat(65), "0"));
        keys.put("DECIMAL(30,30)", List.of("-0." + "9".repeat(30), "0." + "0".repeat(29) + "1"));
        keys.put("DECIMAL(1,0)", List.of("-9", "0", "9"));
        for (int width : new int[] {1, 7, 8, 9, 31, 33, 53, 54, 63, 64}) {
            String ones = "b'" + "1".repeat(width) + "'";
            keys.put("BIT(" + width + ")", width == 1 ? List.of("0", ones) : List.of("0", "1", ones));
        }
        for (int members : new int[] {1, 255, 256, 3000}) {
            keys.put(
                    "ENUM(" + members("e", members) + ")",
                    members == 1 ? List.of("''", "'e1'") : List.of("''", "'e1'", "'e" + members + "'"));
        }
        for (int members : new int[] {1, 8, 9, 24, 25, 52, 53, 54, 63, 64}) {
            List<String> some = new ArrayList<>(List.of("''", "'s" + members + "'"));
            if (members > 1) {
                some.add("'s1'");
                some.add("'" + members("s", members).replace("'", "") + "'");
                some.add("'s1,s" + members + "'");
            }
            keys.put(
                    "SET(" + members("s", members) + ")",
                    some.stream().distinct().toList());
        }
        keys.put("YEAR", List.of("0", "1901", "2155"));
        keys.put("DATE", List.of("'0000-00-00'", "'1000-01-01'", "'9999-12-31'", "'2026-00-00'", "'2026-02-00'"));
        String[] least = {"", ".1", ".01", ".001", ".0001", ".00001", ".000001"};
        String[] most = {"", ".9", ".99", ".999", ".9999", ".99999", ".999999"};
        for (int digits = 0; digits <= 6; digits++) {
            keys.put(
                    "TIME(" + digits + ")",
                    Stream.of(
                                    "'00:00:00'",
                                    "'-838:59:59" + most[digits] + "'",
                                    "'838:59:59" + most[digits] + "'",
                                    "'-00:00:01'",
                                    "'-01:00:00'",
                                    "'-00:00:00" + least[digits] + "'",
                                    "'00:00:00" + most[digits] + "'",
                                    "'-12:34:56" + most[digits] + "'")
                            // A zero without a fraction has no sign.
                            .filter(value -> !value.equals("'-00:00:00'"))
                            .distinct()
                            .toList());
            keys.put(
                    "DATETIME(" + digits + ")",
                    Stream.of(
                                    "'0000-00-00 00:00:00'",
                                    "'1000-01-01 00:00:00" + least[digits] + "'",
                                    "'9999-12-31 23:59:59" + most[digits] + "'",
                                    "'2026-00-00 00:00:01" + most[digits] + "'")
                            .toList());
            keys.put(
                    "TIMESTAMP(" + digits + ") DEFAULT '2000-01-01'",
                    List.of(
                            "0",
                            "'1970-01-01 00:00:01" + most[digits] + "'",
                            "'2038-01-19 03:14:07" + most[digits] + "'"));
        }
        for (String charset : List.of("latin1", "utf8", "utf8mb4", "ucs2", "utf16", "utf32", "gbk", "sjis")) {
            keys.put("CHAR(5) CHARACTER SET " + charset, List.of("''", "'a '", "'b'", "'b\\0c'", "'a,b'"));
            keys.put(
                    "VARCHAR(30) CHARACTER SET " + charset + " COLLATE " + charset + "_bin",
                    List.of("''", "'a'", "'b  '", "'\\0'", "'A'", "CONCAT('x', CHAR(92), CHAR(39))"));
            keys.put("VARCHAR(190) CHARACTER SET " + charset, List.of("''", "'a'", "REPEAT('z', 190)"));
        }
        keys.put("CHAR(70) CHARACTER SET utf8mb4", List.of("''", "REPEAT('😀', 70)", "'é'"));
        keys.put("TEXT", List.of("''", "'a'", "REPEAT('ab', 9)", "REPEAT('y', 300)"));
        keys.put("MEDIUMBLOB", List.of("''", "x'00'", "x'0000'", "REPEAT('y', 300)"));
        keys.put("BINARY(1)", List.of("x'00'", "x'ff'", "' '"));
        keys.put("BINARY(16)", List.of("''", "x'01000200'", "REPEAT(x'ff', 16)", "'a '"));
        keys.put("VARBINARY(255)", List.of("''", "x'00'", "x'0000'", "'a'", "'a '", "REPEAT(x'00', 255)"));
        keys.put("VARBINARY(256)", List.of("''", "x'20'", "REPEAT(x'ff', 256)"));
        if (version.atLeast(10, 10)) {
            String uuids = "'01234567-89ab-1cde-8f01-23456789abcd' '01890a5d-ac96-774b-bcce-b302099a8057'"
                    + " '1ec9414c-232a-6b00-b3c8-9e6bdeced846' '00000000-0000-0000-0000-000000000000'"
                    + " 'ffffffff-ffff-ffff-ffff-ffffffffffff' '550e8400-e29b-41d4-a716-446655440000'"
                    + " '550e8400-e29b-51d4-a716-446655440000' '000003e8-2363-21f1-b200-325096b39f47'"
                    + " '5df41881-3aed-3515-88a7-2f4a814cf000' '01890a5d-ac96-774b-bcce-b30209000000'"
                    + " '00000000-0000-4000-8000-000000000000'";
            keys.put("UUID", List.of(uuids.split(" ")));
            keys.put(
                    "INET6",
                    List.of(
                            "'::'",
                            "'::1'",
                            "'::ffff:1.2.3.4'",
                            "'2001:db8::'",
                            "'1:0:0:2::3'",
                            "'0:1:2:3:4:5:6:7'",
                            "'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'"));
            keys.put("INET4", List.of("'0.0.0.0'", "'1.2.3.0'", "'255.255.255.255'", "'10.0.0.1'"));
        }
        return keys;
    }

    private static String members(String prefix, int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> "'" + prefix + i + "'")
                .collect(Collectors.joining(","));
    }
}
