package dev.evenkeel.bench;

import dev.evenkeel.catalog.Catalog;
import dev.evenkeel.catalog.Table;
import dev.evenkeel.environment.Environment;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.parity.RowResult;
import dev.evenkeel.parity.rows.DigestStatement;
import dev.evenkeel.parity.rows.RowComparison;
import dev.evenkeel.provision.Provision;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Times the comparison of a large table and of 200 small ones against one statement of the same digest over the whole
 * table, and against what else there is, in turn on the same servers, which it starts itself.
 */
public final class ParityBench {
    private static final String OURS = "evenkeel, large table";
    private static final String OURS_WITH_REPLICA = "evenkeel, large table, source and replica";
    private static final String PERCONA = "pt-table-checksum, source and replica";
    private static final String STATEMENT = "one statement of its digest, both sides at once";

    private final Server source;
    private final Server replica;
    private final Server target;
    private final long rows;
    private final Path folder;
    private final Set<String> methods = new TreeSet<>();
    private final Map<String, Double> times = new LinkedHashMap<>();
    private final Map<String, List<Double>> all = new LinkedHashMap<>();

    private ParityBench(Servers servers, long rows, Path folder) {
        this.source = servers.parameters(Role.SOURCE).orElseThrow();
        this.replica = servers.parameters(Role.REPLICA).orElseThrow();
        this.target = servers.parameters(Role.TARGET).orElseThrow();
        this.rows = rows;
        this.folder = folder;
    }

    /** Takes the number of rows and of rounds. */
    public static void main(String[] words) throws Exception {
        long rows = words.length > 0 ? Long.parseLong(words[0]) : 1_000_000;
        int rounds = words.length > 1 ? Integer.parseInt(words[1]) : 5;
        Path folder = Files.createTempDirectory("evenkeel-bench-");
        String profile = words.length > 2 ? words[2] : BenchProfile.in(folder, rows);
        try (Servers servers = Environment.open(
                Provision.profiles().read(profile, Path.of("environments")),
                Observer.NONE,
                folder.resolve("logs"),
                secret -> {},
                System.out::println)) {
            new ParityBench(servers, rows, folder).run(rounds);
        } finally {
            new ProcessBuilder("rm", "-rf", folder.toString())
                    .inheritIO()
                    .start()
                    .waitFor();
        }
    }

    private void run(int rounds) throws Exception {
        for (Server server : List.of(source, target)) {
            fill(server);
        }
        Table table = tables(source, "bench").get(0);
        String statement = DigestStatement.ours(table);
        boolean percona = Programs.installed("pt-table-checksum") && replicaFollows();
        // The first round warms this program up and counts for nothing.
        for (int round = 0; round <= rounds; round++) {
            times.clear();
            time(STATEMENT, () -> both(server -> query(server, statement)));
            time(OURS, () -> compare(target, "bench"));
            time(
                    "CHECKSUM TABLE, both sides at once",
                    () -> both(server -> query(server, "CHECKSUM TABLE bench.response")));
            time(
                    "SELECT COUNT(*), both sides at once",
                    () -> both(server -> query(server, "SELECT COUNT(*) FROM bench.response")));
            time("rows streamed and hashed here, both sides at once", () -> both(this::stream));
            time("evenkeel, 200 small tables", () -> compare(target, "small"));
            time("one statement for each of them, both sides at once", () -> both(this::smallTables));
            if (percona) {
                time(OURS_WITH_REPLICA, () -> compare(replica, "bench"));
                time(PERCONA, this::percona);
            }
            for (Server server : List.of(source, target)) {
                candidates(server, table);
            }
            rounds(round);
        }
        summary();
    }

    /** Every digest that there is, with the same text of a row; CRC32 and CRC32C are linear and stand for comparison. */
    private void candidates(Server server, Table table) throws Exception {
        String where = " on the " + server.name();
        time("SHA2 256" + where, () -> query(server, DigestStatement.hexadecimal(table, "SHA2(%s, 256)")));
        time("SHA2 512" + where, () -> query(server, DigestStatement.hexadecimal(table, "SHA2(%s, 512)")));
        time("SHA1" + where, () -> query(server, DigestStatement.hexadecimal(table, "SHA1(%s)")));
        time("MD5" + where, () -> query(server, DigestStatement.hexadecimal(table, "MD5(%s)")));
        time("CRC32" + where, () -> query(server, DigestStatement.number(table, "CRC32(%s)")));
        if (knows(server, "SELECT CRC32C('')")) {
            time("CRC32C" + where, () -> query(server, DigestStatement.number(table, "CRC32C(%s)")));
        }
        time("no digest, the length" + where, () -> query(server, DigestStatement.number(table, "LENGTH(%s)")));
    }

    private static boolean knows(Server server, String sql) {
        try {
            query(server, sql);
            return true;
        } catch (DatabaseException e) {
            return false;
        }
    }

    private void rounds(int round) throws IOException {
        times.forEach((name, nanos) ->
                all.computeIfAbsent(name, key -> new ArrayList<>()).add(round == 0 ? Double.NaN : nanos));
        System.out.println("round " + round + ", load " + Machine.load() + ": " + times + "; " + methods);
        methods.clear();
    }

    private void summary() throws IOException {
        double ours = median(OURS);
        System.out.printf("%nmost memory of this program: %d MiB%n", Machine.mostMemory());
        System.out.printf("%n%-60s %8s %8s%n", "", "seconds", "to ours");
        all.keySet().forEach(name -> System.out.printf("%-60s %8.2f %8.2f%n", name, median(name), median(name) / ours));
        System.out.printf(
                "%nto one statement of the same digest: %.2f (goal: at most 1.2)%n", ours / median(STATEMENT));
        if (all.containsKey(PERCONA)) {
            List<Double> ratios = ratios(PERCONA, OURS_WITH_REPLICA);
            System.out.printf(
                    "ratio to pt-table-checksum: median of %d rounds %.2f (goal: at least 3); rounds: %s%n",
                    ratios.size(), middle(ratios), ratios);
        }
    }

    /** Round by round, since what else the machine does then slows both. */
    private List<Double> ratios(String theirs, String ours) {
        return IntStream.range(1, all.get(ours).size())
                .mapToObj(round -> all.get(theirs).get(round) / all.get(ours).get(round))
                .map(ratio -> Math.round(ratio * 100) / 100.0)
                .toList();
    }

    private double median(String name) {
        return middle(all.get(name).stream().filter(value -> !value.isNaN()).toList());
    }

    private static double middle(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private void fill(Server server) {
        try (Session session = server.openLoading()) {
            session.execute("SET unique_checks = 0");
            session.execute("CREATE DATABASE bench DEFAULT CHARSET utf8mb4");
            session.execute("CREATE DATABASE small DEFAULT CHARSET utf8mb4");
            session.execute(BenchRows.TABLE);
            session.loadData(
                    "LOAD DATA LOCAL INFILE 'rows' INTO TABLE bench.response CHARACTER SET ascii", new BenchRows(rows));
            for (int i = 0; i < 200; i++) {
                session.execute("CREATE TABLE small.t" + i + " LIKE bench.response");
                session.execute("INSERT INTO small.t" + i + " SELECT * FROM bench.response WHERE id <= " + (i * 5));
            }
            session.execute("ANALYZE TABLE bench.response");
        }
    }

    private void compare(Server other, String database) {
        RowResult result = new RowComparison(source, other, Observer.NONE)
                .compare(tables(source, database), tables(other, database));
        if (!result.same()) {
            throw new IllegalStateException(result.failures());
        }
        methods.add(
                database + " on " + other.name() + ": " + result.tables().get(0).method());
    }

    private static List<Table> tables(Server server, String database) {
        try (Session session = server.openPinned()) {
            return Catalog.tables(session, List.of(database));
        }
    }

    private void smallTables(Server server) {
        List<String> statements =
                tables(server, "small").stream().map(DigestStatement::ours).toList();
        try (Session session = server.openPinned()) {
            statements.forEach(sql -> session.first(sql, row -> row.text(2)));
        }
    }

    private static void query(Server server, String sql) {
        try (Session session = server.openPinned()) {
            session.first(sql, row -> row.text(2 > row.columns().size() ? 1 : 2));
        }
    }

    /** What hashing in the tool costs: SHA-256 of the same bytes, taken from rows as they arrive. */
    private void stream(Server server) {
        try (Session session = server.openPinned()) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            BigInteger[] sum = {BigInteger.ZERO};
            session.stream("SELECT * FROM bench.response", 1_000, row -> {
                for (int i = 1; i <= 10; i++) {
                    digest.update(row.text(i).getBytes(StandardCharsets.UTF_8));
                    digest.update((byte) ',');
                }
                sum[0] = sum[0].add(new BigInteger(1, Arrays.copyOf(digest.digest(), 8)));
            });
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** It compares a replica with what replication brings there, so it must have come. */
    private boolean replicaFollows() {
        try (Session there = replica.openPinned();
                Session here = source.openPinned()) {
            String position = here.text("SELECT @@gtid_binlog_pos");
            return there.number("SELECT MASTER_GTID_WAIT(?, 600)", position) == 0;
        }
    }

    private void percona() throws IOException, InterruptedException {
        Path options = folder.resolve("percona.cnf");
        if (!Files.exists(options)) {
            Files.createFile(
                    options, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Path there = folder.resolve("percona-replica.cnf");
        Files.writeString(options, account(source));
        Files.writeString(there, account(replica));
        Files.setPosixFilePermissions(there, PosixFilePermissions.fromString("rw-------"));
        try (Session session = source.openPinned()) {
            session.execute("CREATE DATABASE IF NOT EXISTS percona");
            session.execute(
                    "CREATE TABLE IF NOT EXISTS percona.dsns (id INT PRIMARY KEY, parent_id INT, dsn VARCHAR(255))");
            session.execute(
                    "REPLACE INTO percona.dsns VALUES (1, NULL, ?)",
                    "F=" + there + ",h=127.0.0.1,P=" + replica.endpoint().port());
        }
        Process process = new ProcessBuilder(
                        "pt-table-checksum",
                        "F=" + options + ",h=127.0.0.1,P=" + source.endpoint().port(),
                        "--databases=bench",
                        "--no-check-binlog-format",
                        "--no-version-check",
                        "--quiet",
                        "--recursion-method=dsn=D=percona,t=dsns")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("percona.log").toFile())
                .start();
        int code = process.waitFor();
        if (code != 0) {
            System.out.println(
                    "pt-table-checksum ended with " + code + ": " + Files.readString(folder.resolve("percona.log")));
        }
    }

    private static String account(Server server) {
        return "[client]\nuser=" + server.login().user() + "\npassword=\""
                + server.login().password().reveal() + "\"\n";
    }

    private void both(Consumer<Server> work) throws InterruptedException {
        FutureTask<Void> other = new FutureTask<>(() -> work.accept(target), null);
        new Thread(other).start();
        work.accept(source);
        try {
            other.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Done twice, and the second time counts: by then the servers hold in memory what is asked for. */
    private void time(String name, Work work) throws Exception {
        work.run();
        long began = System.nanoTime();
        work.run();
        times.put(name, Math.round((System.nanoTime() - began) / 1e7) / 100.0);
    }

    private interface Work {
        void run() throws Exception;
    }
}
