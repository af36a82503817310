package dev.evenkeel.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Endpoint;
import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.Secret;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Somebody with an account of their own on the servers of a run, who does things when a step of it begins. They follow the run's
 * journal, as any program may.
 */
final class Meddler implements AutoCloseable {
    /** Makes the account; to be loaded with a run's data. */
    static final String ACCOUNT =
            "GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, ALTER, INDEX, EVENT, TRIGGER, CREATE VIEW, SHOW VIEW,"
                    + " CREATE ROUTINE, ALTER ROUTINE, EXECUTE, CREATE USER, PROCESS, RELOAD ON *.* TO 'ops'@'127.0.0.1'"
                    + " IDENTIFIED BY 'pw' WITH GRANT OPTION;\n";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path reports;
    private final Map<String, Consumer<Meddler>> tasks = new HashMap<>();
    private final Map<String, Server> servers = new ConcurrentHashMap<>();
    private final List<String> failures = new ArrayList<>();
    private final Thread thread = new Thread(this::follow, "meddler");
    private volatile boolean over;

    Meddler(Path reports) {
        this.reports = reports;
    }

    /** @param step the beginning of its sentence, or of {@code PHASE/STEP sentence} */
    Meddler when(String step, Consumer<Meddler> task) {
        tasks.put(step, task);
        return this;
    }

    Meddler when(String step, String role, String... statements) {
        return when(step, meddler -> meddler.on(role, statements));
    }

    Meddler begin() {
        thread.setDaemon(true);
        thread.start();
        return this;
    }

    Server server(String role) {
        return servers.get(role);
    }

    void on(String role, String... statements) {
        try (Session session = server(role).open()) {
            for (String statement : statements) {
                try {
                    session.execute(statement);
                } catch (DatabaseException e) {
                    failures.add(statement + ": " + e.getMessage());
                }
            }
        }
    }

    /** What could not be done, and tasks whose step never began. */
    List<String> failures() {
        List<String> all = new ArrayList<>(failures);
        tasks.keySet().forEach(step -> all.add("never began: " + step));
        return all;
    }

    private void follow() {
        try {
            Optional<Path> journal = Optional.empty();
            while (!over && journal.isEmpty()) {
                Thread.sleep(5);
                journal = journal();
            }
            StringBuilder read = new StringBuilder();
            try (RandomAccessFile file =
                    new RandomAccessFile(journal.orElseThrow().toFile(), "r")) {
                while (!over) {
                    byte[] more = new byte[(int) (file.length() - file.getFilePointer())];
                    file.readFully(more);
                    read.append(new String(more, StandardCharsets.UTF_8));
                    for (int end = read.indexOf("\n"); end >= 0; end = read.indexOf("\n")) {
                        entry(JSON.readTree(read.substring(0, end)));
                        read.delete(0, end + 1);
                    }
                    Thread.sleep(2);
                }
            }
        } catch (IOException | RuntimeException e) {
            failures.add(e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<Path> journal() throws IOException {
        if (!Files.isDirectory(reports)) {
            return Optional.empty();
        }
        try (Stream<Path> runs = Files.list(reports)) {
            return runs.filter(run -> !Files.isSymbolicLink(run))
                    .map(run -> run.resolve("journal.ndjson"))
                    .filter(Files::exists)
                    .findFirst();
        }
    }

    private void entry(JsonNode entry) {
        JsonNode data = entry.get("data");
        if (entry.get("kind").asText().equals("SERVER")) {
            String[] address = data.get("address").asText().split(":", -1);
            String role = data.get("role").asText();
            servers.put(
                    role,
                    new Server(
                            role,
                            new Endpoint(address[0], Integer.parseInt(address[1])),
                            new Login("ops", new Secret("pw"))));
        } else if (entry.get("kind").asText().equals("STEP_INTENDED")) {
            String text = data.get("text").asText();
            String placed = data.get("phase").asText() + "/" + data.get("index").asText() + " " + text;
            List<String> due = tasks.keySet().stream()
                    .filter(step -> text.startsWith(step) || placed.startsWith(step))
                    .toList();
            due.forEach(step -> tasks.remove(step).accept(this));
        }
    }

    @Override
    public void close() {
        over = true;
        try {
            thread.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
