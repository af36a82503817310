package dev.evenkeel.parity.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.evenkeel.catalog.Catalog;
import dev.evenkeel.catalog.Table;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.environment.TestServers;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Two different numbers never have the same bytes, on any version: random bit patterns, and those at the limits. */
class NumberTextTest {
    private static final int RANDOM = 20_000;
    private static final long SEED = Long.getLong("evenkeel.seed", System.nanoTime());

    static Stream<Server> servers() {
        return Stream.of(TestServers.embedded(), TestServers.between(), TestServers.modern())
                .flatMap(NumberTextTest::two);
    }

    private static Stream<Server> two(Servers servers) {
        return Stream.of(Role.SOURCE, Role.TARGET)
                .map(role -> servers.parameters(role).orElseThrow());
    }

    @ParameterizedTest
    @MethodSource("servers")
    void every_double_has_a_text_that_reads_back_as_itself(Server server) {
        Random random = new Random(SEED);
        Set<Long> bits = new LinkedHashSet<>();
        for (double limit : new double[] {
            0.0,
            Double.MIN_VALUE,
            2 * Double.MIN_VALUE,
            Double.MIN_NORMAL,
            Math.nextDown(Double.MIN_NORMAL),
            Double.MAX_VALUE,
            1e-308,
            1e-5,
            1e-14,
            1e15,
            1e16,
            9007199254740993d,
            0.1,
            0.1 + 0.2,
            5e-324,
            1e22,
            1e23
        }) {
            for (double near : new double[] {Math.nextDown(limit), limit, Math.nextUp(limit)}) {
                bits.add(Double.doubleToRawLongBits(near));
                bits.add(Double.doubleToRawLongBits(-near));
            }
        }
        while (bits.size() < RANDOM) {
            bits.add(random.nextLong());
            // Of everyday size, where texts are longest; and its neighbour.
            double everyday = random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20);
            bits.add(Double.doubleToRawLongBits(everyday));
            bits.add(Double.doubleToRawLongBits(Math.nextUp(everyday)));
        }
        List<Double> values = bits.stream()
                .map(Double::longBitsToDouble)
                .filter(Double::isFinite)
                .toList();

        try (Session session = server.openPinned()) {
            create(session, "id INT PRIMARY KEY, v DOUBLE");
            insert(session, values.stream().map(NumberTextTest::literal).toList());
            List<String> texts = texts(session);
            List<String> wrong = IntStream.range(0, values.size())
                    .filter(i -> Double.doubleToRawLongBits(Double.parseDouble(texts.get(i)))
                            != Double.doubleToRawLongBits(values.get(i)))
                    .mapToObj(i -> values.get(i) + " became " + texts.get(i))
                    .toList();
            assertThat(wrong).as("%s, seed %d", session.version(), SEED).isEmpty();
            assertThat(texts).doesNotHaveDuplicates();
        } finally {
            drop(server);
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void every_float_has_bytes_of_its_own(Server server) {
        Random random = new Random(SEED);
        Set<Float> values = new LinkedHashSet<>(
                List.of(0f, -0f, Float.MIN_VALUE, Float.MIN_NORMAL, Float.MAX_VALUE, 16777216f, 16777215f, 0.1f));
        while (values.size() < 2_000) {
            float value = Float.intBitsToFloat(random.nextInt());
            if (Float.isFinite(value)) {
                values.add(value);
                values.add(Math.nextUp(value));
            }
        }
        values.removeIf(value -> !Float.isFinite(value));
        distinct(server, "FLOAT", values.stream().map(value -> literal(value)).toList());
    }

    static Stream<Arguments> exactNumbers() {
        String members = IntStream.range(0, 64)
                .mapToObj(i -> "'" + (char) ('a' + i % 26) + i + "'")
                .collect(Collectors.joining(","));
        return servers()
                .flatMap(server -> Stream.of(
                        arguments(server, "BIGINT UNSIGNED", List.of("~0", "~0 - 1", "9007199254740993", "0")),
                        arguments(server, "BIGINT UNSIGNED ZEROFILL", List.of("~0", "~0 - 1", "42", "0")),
                        arguments(server, "BIGINT", List.of("9223372036854775807", "-9223372036854775807", "1", "-1")),
                        arguments(server, "BIT(64)", List.of("~0", "~0 - 1", "1 << 63", "0")),
                        arguments(server, "SET(" + members + ")", List.of("~0", "~0 - 1", "1 << 63", "0")),
                        arguments(server, "YEAR(4)", List.of("0", "1901", "2001", "2155", "1970", "2070")),
                        arguments(server, "YEAR(2)", List.of("1901", "2001", "1970", "2070", "2155")),
                        arguments(
                                server,
                                "DECIMAL(65,30)",
                                List.of(
                                        "99999999999999999999999999999999999.999999999999999999999999999999",
                                        "99999999999999999999999999999999999.999999999999999999999999999998",
                                        "0.000000000000000000000000000001",
                                        "-0.000000000000000000000000000001",
                                        "0"))));
    }

    @ParameterizedTest
    @MethodSource("exactNumbers")
    void every_exact_number_has_bytes_of_its_own(Server server, String type, List<String> values) {
        distinct(server, type, values);
    }

    private static void distinct(Server server, String type, List<String> values) {
        try (Session session = server.openPinned();
                Session unconverted = server.openUnconverted()) {
            create(session, "id INT PRIMARY KEY, v " + type);
            insert(session, values);
            assertThat(texts(session))
                    .as("%s, seed %d", session.version(), SEED)
                    .hasSameSizeAs(values)
                    .doesNotHaveDuplicates();
            Table table = table(session);
            // The key would tell the rows apart.
            Table keyless = new Table(table.name(), table.engine(), List.of(table.column("v")), List.of(), 0, 0);
            List<ChunkDigest> read = IntStream.range(0, Math.min(200, values.size()))
                    .mapToObj(
                            id -> new StreamedDigest(keyless).read(unconverted, " FROM number_text.t WHERE id = " + id))
                    .toList();
            assertThat(read)
                    .as("%s, seed %d", session.version(), SEED)
                    .allMatch(digest -> digest.rows() == 1)
                    .doesNotHaveDuplicates();
        } finally {
            drop(server);
        }
    }

    private static void insert(Session session, List<String> values) {
        StringBuilder insert = new StringBuilder();
        for (int i = 0; i < values.size(); i++) {
            insert.append(insert.length() == 0 ? "INSERT INTO number_text.t VALUES (" : ",(")
                    .append(i)
                    .append(",")
                    .append(values.get(i))
                    .append(")");
            if (insert.length() > 500_000 || i == values.size() - 1) {
                session.execute(insert.toString());
                insert.setLength(0);
            }
        }
    }

    private static String literal(double value) {
        String text = Double.toString(value);
        return text.contains("E") ? text.replace('E', 'e') : text + "e0";
    }

    private static List<String> texts(Session session) {
        return session.list(
                "SELECT " + RowDigest.column(table(session).column("v")) + " FROM number_text.t ORDER BY id",
                row -> row.text(1));
    }

    private static Table table(Session session) {
        return Catalog.tables(session, List.of("number_text")).get(0);
    }

    private static void create(Session session, String columns) {
        session.execute("DROP DATABASE IF EXISTS number_text");
        session.execute("CREATE DATABASE number_text");
        session.execute("CREATE TABLE number_text.t (" + columns + ") ENGINE=InnoDB");
    }

    private static void drop(Server server) {
        try (Session session = server.open()) {
            session.execute("DROP DATABASE IF EXISTS number_text");
        }
    }
}
