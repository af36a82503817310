package dev.evenkeel.bench;

import dev.evenkeel.catalog.Catalog;
import dev.evenkeel.catalog.Table;
import dev.evenkeel.environment.Environment;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.provision.Provision;
import dev.evenkeel.provision.programs.ServerHome;
import dev.evenkeel.transfer.dump.Dump;
import dev.evenkeel.transfer.dump.DumpChoice;
import dev.evenkeel.transfer.dump.DumpResult;
import dev.evenkeel.transfer.dump.DumpTool;
import dev.evenkeel.transfer.exact.ExactFloats;
import dev.evenkeel.transfer.exact.FloatResult;
import dev.evenkeel.transfer.load.LoadResult;
import dev.evenkeel.transfer.load.Loader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Times our way of copying a database against {@code mysqldump | gzip} with {@code zcat | mysql}, and against mydumper
 * with myloader where they are installed, in turn on the same pair of servers, which it starts itself.
 */
public final class TransferBench {
    private static final List<String> DATABASES = List.of("bench");
    private static final String OURS = "ours";
    private static final String PIPE = "pipe";
    private static final String MYDUMPER = "mydumper and myloader";

    private final Servers servers;
    private final Settings settings;
    private final Path folder;
    private final Server source;
    private final Server target;
    private final DumpTool dumpTool;

    private TransferBench(Servers servers, Settings settings, Path folder) {
        this.servers = servers;
        this.settings = settings;
        this.folder = folder;
        this.source = servers.master(Role.SOURCE);
        this.target = servers.master(Role.TARGET);
        this.dumpTool = DumpChoice.of(servers, ServerHome.fetchable(System.out::println), source);
    }

    /** See README.md for the words it takes. */
    public static void main(String[] words) throws IOException, InterruptedException {
        Settings settings = Settings.parse(words);
        System.out.println(settings);
        Path folder = Files.createTempDirectory("evenkeel-bench-");
        try (Servers servers = Environment.open(
                Provision.profiles().read("embedded", Path.of("environments")),
                Observer.NONE,
                folder.resolve("logs"),
                secret -> {},
                System.out::println)) {
            new TransferBench(servers, settings, folder).run();
        } finally {
            new ProcessBuilder("rm", "-rf", folder.toString())
                    .inheritIO()
                    .start()
                    .waitFor();
        }
    }

    private void run() throws IOException, InterruptedException {
        fill();
        Map<String, Work> works = new LinkedHashMap<>();
        if (!settings.oursAlone()) {
            if (Programs.installed("mariadb")) {
                works.put(PIPE, () -> programs().pipe());
            } else {
                System.out.println("THE PIPE IS NOT MEASURED: no mariadb on the PATH; apt-get install mariadb-client");
            }
        }
        works.put(OURS, this::ours);
        if (!settings.oursAlone()) {
            if (Programs.installed("mydumper") && Programs.installed("myloader")) {
                works.put(MYDUMPER, () -> programs().mydumper());
            } else {
                System.out.println("mydumper is not measured: apt-get install mydumper");
            }
        }
        Map<String, List<Double>> seconds = new LinkedHashMap<>();
        for (long round = 1; round <= settings.rounds(); round++) {
            for (Map.Entry<String, Work> work : works.entrySet()) {
                double took = timed(work.getValue());
                seconds.computeIfAbsent(work.getKey(), name -> new ArrayList<>())
                        .add(took);
                System.out.printf("round %d: %s %.1f s (load of the machine %s)%n", round, work.getKey(), took, load());
            }
        }
        report(seconds);
    }

    private Programs programs() {
        return new Programs(source, target, dumpTool, folder);
    }

    private void fill() {
        try (Session session = servers.parameters(Role.SOURCE).orElseThrow().openLoading()) {
            // The replica has nothing to do with this.
            session.execute("SET sql_log_bin = 0, unique_checks = 0");
            session.execute("CREATE DATABASE bench DEFAULT CHARSET utf8mb4");
            session.execute(BenchRows.TABLE);
            long began = System.nanoTime();
            session.loadData(
                    "LOAD DATA LOCAL INFILE 'rows' INTO TABLE bench.response CHARACTER SET ascii",
                    new BenchRows(settings.rows()));
            session.execute("ANALYZE TABLE bench.response");
            System.out.printf(
                    "filled %d rows in %.1f s, %d MB with indexes%n",
                    session.number("SELECT COUNT(*) FROM bench.response"),
                    (System.nanoTime() - began) / 1e9,
                    tables().get(0).bytes() >> 20);
        }
    }

    private void ours() {
        long packet;
        try (Session session = target.open()) {
            packet = session.number("SELECT @@global.max_allowed_packet");
        }
        DumpResult dump =
                new Dump(dumpTool, Observer.NONE).write(source, DATABASES, folder.resolve("ours.sql.gz"), packet, 0);
        Loader loader = new Loader(target, settings.load(), Observer.NONE);
        LoadResult load = loader.load(List.of(dump.file()));
        FloatResult floats =
                new ExactFloats(source, target, folder.resolve("floats.sql.gz"), Observer.NONE).correct(tables());
        loader.finish();
        System.out.printf(
                "  ours: dump %.1f s (%d MB of SQL), load %.1f s, floats %.1f s (%d rows put right)%n",
                dump.took().toMillis() / 1e3,
                dump.bytes() >> 20,
                load.took().toMillis() / 1e3,
                floats.took().toMillis() / 1e3,
                floats.rowsCorrected());
    }

    private List<Table> tables() {
        try (Session session = source.openPinned()) {
            return Catalog.tables(session, DATABASES);
        }
    }

    private double timed(Work work) throws IOException, InterruptedException {
        try (Session session = servers.parameters(Role.TARGET).orElseThrow().open()) {
            session.execute("DROP DATABASE IF EXISTS bench");
            // What an earlier copy left in the binlog would only fill the disk.
            session.execute("RESET MASTER");
        }
        long began = System.nanoTime();
        work.run();
        double took = (System.nanoTime() - began) / 1e9;
        try (Session session = target.open()) {
            long rows = session.number("SELECT COUNT(*) FROM bench.response");
            if (rows != settings.rows()) {
                throw new IllegalStateException("the copy has " + rows + " rows of " + settings.rows());
            }
        }
        return took;
    }

    private static void report(Map<String, List<Double>> seconds) {
        double ours = median(seconds.get(OURS));
        System.out.printf("median: ours %.1f s%n", ours);
        seconds.forEach((name, took) -> {
            if (!name.equals(OURS)) {
                System.out.printf("median: %s %.1f s, ratio %.2f%n", name, median(took), ours / median(took));
            }
        });
    }

    private static String load() throws IOException {
        return Files.readString(Path.of("/proc/loadavg")).split(" ")[0];
    }

    private static double median(List<Double> seconds) {
        return seconds.stream().sorted().toList().get(seconds.size() / 2);
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }
}
