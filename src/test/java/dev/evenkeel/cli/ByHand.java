package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenkeel.environment.Await;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.PasswordHash;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.provision.programs.ServerHome;
import dev.evenkeel.replication.control.CatchUp;
import dev.evenkeel.replication.control.Control;
import dev.evenkeel.replication.control.ReplicaControl;
import dev.evenkeel.replication.writes.ServerWrites;
import dev.evenkeel.transfer.dump.DumpChoice;
import dev.evenkeel.transfer.dump.DumpTool;
import dev.evenkeel.transfer.load.ClientScript;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Somebody who repeats a run from the list of statements in its report: one client for each server, the secrets filled in, and
 * for the addresses and coordinates of then those of now. They wait where the runbook says so.
 */
final class ByHand {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final Path run;
    private final Servers servers;
    private final Map<String, String> hashes;
    private final Path folder;
    private final Map<Role, Session> clients = new EnumMap<>(Role.class);

    /** @param hashes of passwords, by account as SQL names it */
    ByHand(Path run, Servers servers, Map<String, String> hashes, Path folder) {
        this.run = run;
        this.servers = servers;
        this.hashes = hashes;
        this.folder = folder;
    }

    void run() throws IOException, InterruptedException {
        JsonNode list =
                new ObjectMapper().readTree(run.resolve("audit.json").toFile()).at("/statements");
        assertThat(list).hasSizeGreaterThan(20);
        try {
            for (JsonNode one : list) {
                Role role = Role.valueOf(one.get("role").asText().toUpperCase(java.util.Locale.ROOT));
                repeat(role, one.get("sql").asText());
            }
        } finally {
            clients.values().forEach(Session::close);
        }
    }

    private void repeat(Role role, String sql) throws IOException, InterruptedException {
        if (sql.startsWith("SHOW ")) {
            client(role).list(sql, row -> row.optional(1));
        } else if (sql.startsWith("mysqldump ")) {
            shell(sql.replaceFirst(
                            "--port=\\d+",
                            "--port=" + servers.master(role).endpoint().port())
                    .replace("***", servers.master(role).login().password().reveal()));
        } else if (sql.startsWith("zcat ")) {
            piped(role, sql);
        } else if (sql.startsWith("source ")) {
            ClientScript.run(client(role), run.resolve(sql.substring("source ".length())));
        } else if (sql.startsWith("SET GLOBAL ")) {
            try (Session session = servers.parameters(role).orElseThrow().open()) {
                session.execute(sql);
            }
        } else {
            send(role, filledIn(sql));
        }
    }

    private void send(Role role, String sql) {
        if (role == Role.TARGET && sql.contains("rds_stop_replication")) {
            awaitSource();
        }
        byte[] bytes = sql.getBytes(StandardCharsets.UTF_8);
        client(role).raw(bytes, 0, bytes.length);
    }

    private String filledIn(String sql) {
        if (sql.contains("rds_set_external_master")) {
            BinlogPosition pinned =
                    replication(Role.REPLICA).status().orElseThrow().executed();
            return sql.replaceFirst(
                            "', \\d+, '",
                            "', " + servers.reachedByOthers(Role.SOURCE).port() + ", '")
                    .replace("***", servers.replication().password().reveal())
                    .replaceFirst(
                            ", '[^']*', \\d+, (\\d)\\)$", ", '" + pinned.file() + "', " + pinned.offset() + ", $1)");
        }
        String user = "'" + servers.replication().user() + "'@'%'";
        String hash = sql.contains(user)
                ? PasswordHash.of(servers.replication().password()).reveal()
                : hashes.keySet().stream()
                        .filter(sql::contains)
                        .findFirst()
                        .map(hashes::get)
                        .orElse("***");
        return sql.replace("***", hash);
    }

    /** What a shell makes of a dump, given to a client of its own. */
    private void piped(Role role, String line) throws IOException, InterruptedException {
        assertThat(line).endsWith(" | mysql");
        Path source = run.resolve("exact-floats.sql.gz");
        Files.copy(source, folder.resolve(source.getFileName()), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        shell(line.replaceFirst(Pattern.quote(" | mysql") + "$", " > piped.sql"));
        try (Session session = servers.master(role).open()) {
            ClientScript.run(session, folder.resolve("piped.sql"));
        }
    }

    private void shell(String line) throws IOException, InterruptedException {
        DumpTool tool = DumpChoice.of(servers, ServerHome.fetchable(said -> {}), servers.master(Role.REPLICA));
        Path said = folder.resolve("said.txt");
        ProcessBuilder shell = new ProcessBuilder("bash", "-o", "pipefail", "-c", line)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        shell.environment()
                .merge("PATH", "", (path, none) -> tool.executable().getParent() + File.pathSeparator + path);
        tool.libraries().ifPresent(libraries -> shell.environment().put("LD_LIBRARY_PATH", libraries.toString()));
        assertThat(shell.start().waitFor()).as(Files.readString(said)).isZero();
    }

    private Session client(Role role) {
        return clients.computeIfAbsent(role, one -> servers.master(one).open());
    }

    private void awaitSource() {
        Server source = servers.master(Role.SOURCE);
        BinlogPosition end = new ServerWrites(source).end().position();
        new CatchUp(new Await(Observer.NONE, Duration.ofMillis(50)))
                .until("target", replication(Role.TARGET), end, LIMIT);
    }

    private ReplicaControl replication(Role role) {
        return new ReplicaControl(servers.master(role), servers.parameters(role), sql -> {}, Control.PROCEDURES);
    }
}
