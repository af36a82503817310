package dev.evenkeel.bench;

import dev.evenkeel.catalog.Catalog;
import dev.evenkeel.catalog.Table;
import dev.evenkeel.environment.Environment;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.event.Verdict;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.parity.LiveSides;
import dev.evenkeel.parity.RowResult;
import dev.evenkeel.parity.inventory.ObjectRules;
import dev.evenkeel.parity.inventory.PartResult;
import dev.evenkeel.parity.inventory.ServerParity;
import dev.evenkeel.parity.live.LiveProof;
import dev.evenkeel.parity.rows.RowComparison;
import dev.evenkeel.provision.Provision;
import dev.evenkeel.replication.binlog.Binlog;
import dev.evenkeel.replication.control.ReplicaStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** Times what many small tables take against what a tenth of them does, in turn on the same two servers. */
public final class ManyTablesBench {
    private static final int TENTH = 10;

    private final Server source;
    private final Server target;
    private final int tables;

    private ManyTablesBench(Servers servers, int tables) {
        this.source = servers.parameters(Role.SOURCE).orElseThrow();
        this.target = servers.parameters(Role.TARGET).orElseThrow();
        this.tables = tables;
    }

    /** Takes the number of tables and of rounds, and perhaps a profile. */
    public static void main(String[] words) throws Exception {
        int tables = words.length > 0 ? Integer.parseInt(words[0]) : 5_000;
        int rounds = words.length > 1 ? Integer.parseInt(words[1]) : 3;
        Path folder = Files.createTempDirectory("evenkeel-bench-");
        String profile = words.length > 2 ? words[2] : BenchProfile.in(folder, 1);
        try (Servers servers = Environment.open(
                Provision.profiles().read(profile, Path.of("environments")),
                Observer.NONE,
                folder.resolve("logs"),
                secret -> {},
                System.out::println)) {
            new ManyTablesBench(servers, tables).run(rounds);
        } finally {
            new ProcessBuilder("rm", "-rf", folder.toString())
                    .inheritIO()
                    .start()
                    .waitFor();
        }
    }

    private void run(int rounds) throws Exception {
        ExecutorService both = Executors.newFixedThreadPool(2);
        try {
            List<Future<?>> filling = new ArrayList<>();
            for (Server server : List.of(source, target)) {
                filling.add(both.submit(() -> fill(server)));
            }
            for (Future<?> server : filling) {
                server.get();
            }
        } finally {
            both.shutdownNow();
        }
        measure("comparison at rest", rounds, this::rows);
        measure("object comparison", rounds, this::objects);
        follow();
        measure("live proof with a statement of another database in it", rounds, this::live);
    }

    private interface Work {
        void on(String database) throws Exception;
    }

    /** The first round warms up both and counts for nothing. */
    private void measure(String name, int rounds, Work work) throws Exception {
        List<Double> few = new ArrayList<>();
        List<Double> many = new ArrayList<>();
        for (int round = 0; round <= rounds; round++) {
            double less = seconds(work, "few");
            double more = seconds(work, "many");
            System.out.printf(
                    "%s, round %d, load %s: %.2f s for %d tables, %.2f s for %d%n",
                    name, round, Machine.load(), less, tables / TENTH, more, tables);
            if (round > 0) {
                few.add(less);
                many.add(more);
            }
        }
        System.out.printf(
                "%s of %d tables: %.2f s (goal: at most 60), %.1f times what %d take (goal: at most 12)%n",
                name, tables, median(many), median(many) / median(few), tables / TENTH);
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static double seconds(Work work, String database) throws Exception {
        long begun = System.nanoTime();
        work.on(database);
        return (System.nanoTime() - begun) / 1e9;
    }

    private void rows(String database) {
        RowResult result = new RowComparison(source, target, Observer.NONE)
                .compare(tables(source, database), tables(target, database));
        if (!result.same()) {
            throw new IllegalStateException(result.failures());
        }
    }

    private static List<Table> tables(Server server, String database) {
        try (Session session = server.openPinned()) {
            return Catalog.tables(session, List.of(database));
        }
    }

    private void objects(String database) {
        PartResult result = new ServerParity(source, target).objects(List.of(database), ObjectRules.STRICT);
        if (!result.verdict().equals(Verdict.SAME)) {
            throw new IllegalStateException(result.failures());
        }
    }

    private void follow() {
        try (Session session = source.open();
                Session follower = target.open()) {
            BinlogPosition end = Binlog.position(session);
            follower.execute(
                    "CHANGE MASTER TO MASTER_HOST = ?, MASTER_PORT = ?, MASTER_USER = ?, MASTER_PASSWORD = ?,"
                            + " MASTER_LOG_FILE = ?, MASTER_LOG_POS = ?",
                    source.endpoint().host(),
                    source.endpoint().port(),
                    source.login().user(),
                    source.login().password(),
                    end.file(),
                    end.offset());
            follower.execute("START SLAVE");
            session.execute("CREATE DATABASE other");
            session.execute("CREATE TABLE other.t (id INT PRIMARY KEY, v INT)");
            session.execute("INSERT INTO other.t VALUES (1, 1)");
        }
    }

    private void live(String database) throws Exception {
        LiveSides sides = new LiveSides(source, source.login(), target, this::executed, Optional.empty());
        try (LiveProof live = LiveProof.begin(sides, List.of(database));
                Session session = source.open()) {
            session.execute("SET binlog_format = STATEMENT");
            session.execute("UPDATE other.t SET v = v + 1");
            RowResult result = live.await(Observer.NONE, Duration.ofMinutes(10));
            if (!result.same()) {
                throw new IllegalStateException(result.failures());
            }
        }
    }

    private BinlogPosition executed() {
        try (Session session = target.open()) {
            return ReplicaStatus.read(session).orElseThrow().executed();
        }
    }

    private void fill(Server server) {
        String rows = String.join(
                ", ",
                IntStream.rangeClosed(1, 10)
                        .mapToObj(i -> "(" + i + ", 'row " + i + "', " + i + " / 7)")
                        .toList());
        try (Session session = server.openPinned()) {
            session.execute("SET sql_log_bin = 0");
            session.execute("SET GLOBAL innodb_flush_log_at_trx_commit = 2");
            for (String database : List.of("few", "many")) {
                session.execute("CREATE DATABASE " + database + " DEFAULT CHARSET utf8mb4");
                for (int i = 0; i < (database.equals("few") ? tables / TENTH : tables); i++) {
                    String name = database + ".t" + i;
                    session.execute("CREATE TABLE " + name + " (id INT PRIMARY KEY AUTO_INCREMENT, name VARCHAR(40),"
                            + " part DOUBLE, KEY name (name))");
                    session.execute("INSERT INTO " + name + " VALUES " + rows);
                }
            }
        }
    }
}
