package dev.evenkeel.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenkeel.environment.Environment;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.provision.Provision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Moves given servers beside a client of somebody else's that writes as fast as it can: {@code SysbenchBench [rounds [fence [threads
 * [options of rehearse]]]]}. Started by the script {@code src/bench/sysbench}.
 */
public final class SysbenchBench {
    private static final int TABLES = 8;
    private static final int ROWS = 50_000;
    private static final String DATABASE = "sbtest";
    private static final String PASSWORD = "sysbench-writes";
    private static final int MOST_SECONDS = 900;

    private final Path folder;
    private final String fence;
    private final int threads;
    private final List<String> options;
    /** None of them outlives this program, also where that is ended by a signal. */
    private final List<Process> children = new CopyOnWriteArrayList<>();

    private SysbenchBench(Path folder, String fence, int threads, List<String> options) {
        this.folder = folder;
        this.fence = fence;
        this.threads = threads;
        this.options = options;
        Runtime.getRuntime().addShutdownHook(new Thread(() -> children.forEach(Process::destroy)));
    }

    public static void main(String[] words) throws Exception {
        int rounds = words.length > 0 ? Integer.parseInt(words[0]) : 1;
        String fence = words.length > 1 ? words[1] : "read_only";
        int threads = words.length > 2 ? Integer.parseInt(words[2]) : 8;
        List<String> options = Arrays.asList(words).subList(Math.min(3, words.length), words.length);
        for (int round = 1; round <= rounds; round++) {
            Path folder = Files.createTempDirectory("evenkeel-sysbench-");
            try {
                new SysbenchBench(folder, fence, threads, options).round(round);
            } finally {
                new ProcessBuilder("rm", "-rf", folder.toString()).start().waitFor();
            }
        }
    }

    private void round(int round) throws IOException, InterruptedException {
        try (Servers servers = Environment.open(
                Provision.profiles().read(embedded().toString(), folder),
                Observer.NONE,
                folder,
                secret -> {},
                line -> {})) {
            Server source = servers.master(Role.SOURCE);
            try (Session session = source.open()) {
                session.execute("CREATE DATABASE " + DATABASE);
                session.execute("CREATE USER 'sbtest'@'%' IDENTIFIED BY '" + PASSWORD + "'");
                session.execute(
                        "GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, INDEX, ALTER ON sbtest.* TO 'sbtest'@'%'");
            }
            sysbench(source, "prepare", "prepare.log").waitFor();
            Path profile = profile(servers);
            Process client = sysbench(source, "run", "run.log");
            String load = Machine.load();
            int exit;
            try {
                exit = rehearse(profile);
            } finally {
                client.destroy();
                client.waitFor(20, TimeUnit.SECONDS);
            }
            tell(round, exit, load, servers);
        }
    }

    private Process sysbench(Server source, String what, String log) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "sysbench",
                "oltp_read_write",
                "--mysql-host=127.0.0.1",
                "--mysql-port=" + source.endpoint().port(),
                "--mysql-user=sbtest",
                "--mysql-password=" + PASSWORD,
                "--mysql-db=" + DATABASE,
                "--tables=" + TABLES,
                "--table-size=" + ROWS,
                "--threads=" + threads,
                "--report-interval=2",
                // A write that is refused ends it; nothing is tried again.
                "--time=" + MOST_SECONDS,
                what));
        return child(command, log);
    }

    private Process child(List<String> command, String log) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(log).toFile())
                .start();
        children.add(process);
        return process;
    }

    private Path embedded() throws IOException {
        // What later versions would set otherwise is a difference to the proof.
        String options =
                "innodb-buffer-pool-size: 384M, innodb-log-file-size: 256M, sql_mode: '', max_allowed_packet: 16M,"
                        + " group_concat_max_len: 1024";
        String server = ": {version: %s, options: {" + options + "%s}}%n";
        return Files.writeString(
                folder.resolve("embedded.yaml"),
                ("kind: embedded%nservers:%n  source" + server + "  replica" + server + "  target" + server)
                        .formatted("10.1.23", "", "10.1.23", "", "10.11.5", ", explicit_defaults_for_timestamp: 0"));
    }

    private Path profile(Servers servers) throws IOException {
        StringBuilder yaml = new StringBuilder("kind: servers\npurpose: rehearsal\nservers:\n");
        for (Role role : Role.values()) {
            Server master = servers.master(role);
            yaml.append("  %s:%n    host: 127.0.0.1%n    port: %d%n"
                    .formatted(role, master.endpoint().port()));
            yaml.append(login("    ", role.label(), master.login()));
            yaml.append("    parameters:\n")
                    .append(login(
                            "      ",
                            role + "-parameters",
                            servers.parameters(role).orElseThrow().login()));
        }
        yaml.append("replication:\n").append(login("  ", "replication", servers.replication()));
        yaml.append("databases: [sbtest]\nbudgets: {outage: 60s, catchUp: 10m, drain: 10s}\n");
        yaml.append("gates:\n  cutover: automatic\nwatch: {for: 20s, quiet: 1s}\n");
        yaml.append(fence.equals("read_only") ? "" : "fence: {kind: " + fence + ", accounts: sbtest}\n");
        return Files.writeString(folder.resolve("given.yaml"), yaml);
    }

    private String login(String indent, String file, Login login) throws IOException {
        Path secret = Files.writeString(folder.resolve(file), login.password().reveal());
        Files.setPosixFilePermissions(secret, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
        return indent + "user: " + login.user() + "\n" + indent + "password: file:" + secret + "\n";
    }

    private int rehearse(Path profile) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx320m",
                "-XX:+UseSerialGC",
                "-Dfile.encoding=UTF-8",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.evenkeel.cli.Main",
                "rehearse",
                "--no-color",
                "-e",
                profile.toString(),
                "--reports",
                folder.resolve("reports").toString()));
        command.addAll(options);
        return child(command, "rehearse.log").waitFor();
    }

    private void tell(int round, int exit, String load, Servers servers) throws IOException {
        if (exit != 0) {
            throw new IllegalStateException("the run ended with " + exit + ":\n"
                    + Files.readString(folder.resolve("rehearse.log"))
                    + Files.readString(folder.resolve("run.log")));
        }
        JsonNode audit = new ObjectMapper()
                .readTree(folder.resolve("reports/latest/audit.json").toFile());
        System.out.printf(
                "round %d, fence %s, %d threads: source frozen for %d ms, %s; transactions each second before: %s; load before %s%n",
                round,
                fence,
                threads,
                audit.at("/cutover/frozenMillis").asLong(),
                audit.at("/parity/verdict").asText(),
                rates(),
                load);
        audit.at("/cutover/shares")
                .forEach(share -> System.out.printf(
                        "%6d ms  %s%n",
                        share.at("/millis").asLong(), share.at("/what").asText()));
        equal(servers);
    }

    /** The last ones before it ended. */
    private String rates() throws IOException {
        try (Stream<String> lines = Files.lines(folder.resolve("run.log"))) {
            List<String> all = lines.filter(line -> line.contains(" tps: "))
                    .map(line -> line.replaceAll(".* tps: ([0-9.]+) .*", "$1"))
                    .toList();
            return String.join(" ", all.subList(Math.max(0, all.size() - 5), all.size()));
        }
    }

    /** By the servers' own functions, which nothing of evenkeel's proof uses. */
    private static void equal(Servers servers) {
        int same = 0;
        for (int table = 1; table <= TABLES; table++) {
            String sql = "SELECT CONCAT(COUNT(*), ':', SUM(CRC32(CONCAT_WS('#', id, k, c, pad)))) FROM sbtest.sbtest"
                    + table;
            try (Session source = servers.master(Role.SOURCE).open();
                    Session target = servers.master(Role.TARGET).open()) {
                String left = source.text(sql);
                String right = target.text(sql);
                if (!left.equals(right)) {
                    throw new IllegalStateException("sbtest" + table + " differs: " + left + " and " + right);
                }
                same++;
            }
        }
        System.out.println(same + " tables are equal by an independent CRC of every row");
    }
}
