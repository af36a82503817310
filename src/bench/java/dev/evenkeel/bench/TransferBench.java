package dev.evenkeel.bench;

import dev.evenkeel.journal.Observer;
import dev.evenkeel.mariadb.Endpoint;
import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.Secret;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.transfer.Dump;
import dev.evenkeel.transfer.DumpTool;
import dev.evenkeel.transfer.LoadOptions;
import dev.evenkeel.transfer.Loader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Times our dump and load against {@code mysqldump | gzip} and {@code zcat | mysql}, and against mydumper and myloader
 * where they are installed, in turn on the same pair of servers. The database on the target is dropped before each.
 */
public final class TransferBench {
    private static final String PROPERTIES = "evenkeel.bench.";

    private final Server source;
    private final Server target;
    private final String database;
    private final Path tool;
    private final Optional<Path> libraries;
    private final String client;
    private final Path folder;

    private TransferBench() throws IOException {
        Login login = new Login(
                property("user", "root"),
                new Secret(Optional.ofNullable(System.getenv("EVENKEEL_BENCH_PASSWORD"))
                        .orElse("")));
        source = new Server("source", Endpoint.parse(property("source", "")), login);
        target = new Server("target", Endpoint.parse(property("target", "")), login);
        database = property("database", "bench");
        tool = Path.of(property("mysqldump", "mysqldump"));
        libraries = Optional.of(property("libraries", "")).filter(text -> !text.isEmpty()).map(Path::of);
        client = property("client", "mariadb");
        folder = Files.createTempDirectory("evenkeel-bench-");
    }

    /** Settings come as system properties, see README.md. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        new TransferBench().run(Integer.parseInt(property("rounds", "3")));
    }

    private void run(int rounds) throws IOException, InterruptedException {
        List<Double> ours = new ArrayList<>();
        List<Double> pipe = new ArrayList<>();
        List<Double> peer = new ArrayList<>();
        boolean withPeer = installed("mydumper") && installed("myloader");
        for (int round = 1; round <= rounds; round++) {
            pipe.add(timed(this::pipe));
            ours.add(timed(this::ours));
            if (withPeer) {
                peer.add(timed(this::peer));
            }
            System.out.printf(
                    "round %d: pipe %.1f s, ours %.1f s%s%n",
                    round, last(pipe), last(ours), withPeer ? ", mydumper %.1f s".formatted(last(peer)) : "");
        }
        System.out.printf("median: pipe %.1f s, ours %.1f s, ratio %.2f%n", median(pipe), median(ours), median(ours) / median(pipe));
        if (withPeer) {
            System.out.printf("median: mydumper and myloader %.1f s, ratio %.2f%n", median(peer), median(ours) / median(peer));
        }
    }

    private void ours() {
        Path file = folder.resolve("ours.sql.gz");
        long packet;
        try (Session session = target.open()) {
            packet = session.number("SELECT @@global.max_allowed_packet");
        }
        new Dump(new DumpTool(tool, libraries), Observer.NONE).write(source, List.of(database), file, packet, 0);
        Loader loader = new Loader(target, LoadOptions.copy(), Observer.NONE);
        loader.load(List.of(file));
        loader.finish();
    }

    private void pipe() throws IOException, InterruptedException {
        Path file = folder.resolve("pipe.sql.gz");
        String dump = libraries.map(path -> "LD_LIBRARY_PATH='" + path + "' ").orElse("") + "'" + tool + "' --defaults-file='"
                + options(source) + "' --single-transaction --routines --triggers --databases '" + database + "'";
        shell(dump + " | gzip > '" + file + "'");
        shell("zcat '" + file + "' | " + client + " --defaults-file='" + options(target) + "'");
    }

    private void peer() throws IOException, InterruptedException {
        Path out = folder.resolve("mydumper");
        shell("rm -rf '" + out + "'");
        shell("mydumper --defaults-file='" + options(source) + "' -t 2 -r 100000 -c --trx-consistency-only -B '" + database
                + "' -o '" + out + "'");
        shell("myloader --defaults-file='" + options(target) + "' -t 2 -o -d '" + out + "'");
    }

    private double timed(Work work) throws IOException, InterruptedException {
        try (Session session = target.open()) {
            session.execute("DROP DATABASE IF EXISTS `" + database + "`");
        }
        long began = System.nanoTime();
        work.run();
        return (System.nanoTime() - began) / 1e9;
    }

    /** The account for the command line tools, out of sight of other processes. */
    private Path options(Server server) throws IOException {
        Path file = folder.resolve(server.name() + ".cnf");
        if (!Files.exists(file)) {
            Files.createFile(
                    file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            String account = "host=" + server.endpoint().host() + "\nport=" + server.endpoint().port() + "\nuser="
                    + server.login().user() + "\npassword=\"" + server.login().password().reveal() + "\"\n";
            Files.writeString(
                    file,
                    "[client]\nloose-skip-ssl\n" + account + "[mydumper]\n" + account + "[myloader]\n" + account);
        }
        return file;
    }

    private static void shell(String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("bash", "-c", "set -o pipefail; " + command).inheritIO().start();
        if (process.waitFor() != 0) {
            throw new IllegalStateException("failed: " + command);
        }
    }

    private static boolean installed(String program) throws IOException, InterruptedException {
        return new ProcessBuilder("bash", "-c", "command -v " + program + " >/dev/null").start().waitFor() == 0;
    }

    private static String property(String name, String otherwise) {
        return System.getProperty(PROPERTIES + name, otherwise);
    }

    private static double last(List<Double> seconds) {
        return seconds.get(seconds.size() - 1);
    }

    private static double median(List<Double> seconds) {
        return seconds.stream().sorted().toList().get(seconds.size() / 2);
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }
}
