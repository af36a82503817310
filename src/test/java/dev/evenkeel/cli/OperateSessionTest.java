package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.Required;
import dev.evenkeel.environment.Environment;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.event.GateEvent;
import dev.evenkeel.event.Numbered;
import dev.evenkeel.event.RunEvent;
import dev.evenkeel.journal.Journal;
import dev.evenkeel.journal.JournalReader;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.provision.Provision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * docs/operate-session.md: plan, run, approve on servers that are there, as a new operator types it, with what was printed.
 * {@code -Devenkeel.docs.write=true} writes the page from the run that the test has made; without it every command of the page is
 * still typed, and its last lines still say what comes next.
 */
class OperateSessionTest {
    private static final Path PAGE = Path.of("docs/operate-session.md");
    private static final Duration LIMIT = Duration.ofMinutes(4);

    @TempDir
    Path folder;

    private final StringBuilder page = new StringBuilder();
    private Servers servers;
    private Process run;

    @BeforeEach
    void servers_of_somebody_else() throws IOException, InterruptedException {
        Required.need("ssh", Files.isExecutable(Path.of("/usr/bin/ssh-keygen")), "ssh-keygen is not installed");
        servers = Environment.open(
                Provision.profiles().read("embedded", Path.of("environments")),
                Observer.NONE,
                folder.resolve("logs"),
                secret -> {},
                line -> {});
        try (Session source = servers.master(Role.SOURCE).open()) {
            source.execute("CREATE DATABASE shop");
            source.execute("CREATE TABLE shop.orders (id INT PRIMARY KEY AUTO_INCREMENT, total DECIMAL(10,2))");
            source.execute("INSERT INTO shop.orders (total) VALUES (9.99), (12.50), (100)");
        }
        Files.createDirectories(folder.resolve("features"));
        Files.copy(Path.of("features/encrypt-at-rest.feature"), folder.resolve("features/encrypt-at-rest.feature"));
        new ProcessBuilder("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", "alice")
                .directory(folder.toFile())
                .start()
                .waitFor();
        Path signers = Files.writeString(
                folder.resolve("signers"), "alice@example.com " + Files.readString(folder.resolve("alice.pub")));
        GivenProfile.of(servers, folder)
                .lines("gates:\n  cutover:\n    signers: " + signers + "\n    ticket: CHG-[0-9]+\nwatch:\n  quiet: 3s\n"
                        + ToldHook.in(folder))
                .write("production.yaml");
    }

    @AfterEach
    void end() {
        if (run != null) {
            run.destroyForcibly();
        }
        servers.close();
    }

    @Test
    @Timeout(500)
    void a_new_operator_plans_runs_and_approves() throws IOException, InterruptedException {
        says("At the first terminal, an operator plans. Nothing is changed.");
        assertThat(typed("plan", "-e", "production.yaml", "-o", "move.plan")).isZero();
        says("They start the run. It runs to the gate, and waits there.");
        run = start("run", "move.plan");
        Path reports = folder.resolve("reports/latest");
        waitUntil(() -> Files.exists(reports.resolve(Journal.FILE)));
        waitUntil(() -> Numbered.in(JournalReader.read(reports.toRealPath()), GateEvent.Asked.class)
                .findAny()
                .isPresent());
        waitUntil(() -> printed().contains("waits for people"));
        String id = reports.toRealPath().getFileName().toString();
        String asked = printed();
        page.append("```\n$ evenkeel run move.plan\n").append(asked).append("```\n\n");
        says("At a second terminal, somebody looks where it is.");
        assertThat(typed("status", id)).isZero();
        says(
                "They want to look at something first, so the run is to pause: no answer at the gate counts until it continues.");
        assertThat(typed("pause", id, "--reason", "the disk of the target is looked at"))
                .isZero();
        String evidence = Numbered.in(JournalReader.read(reports.toRealPath()), GateEvent.Asked.class)
                .findAny()
                .orElseThrow()
                .event()
                .evidence();
        says(
                "Alice approves, with her SSH key. This recording has no terminal of its own, so she gives the digest of the"
                        + " evidence that she was shown; at a terminal the evidence is shown and the target's name is typed.");
        assertThat(typed(
                        "approve",
                        id,
                        "--gate",
                        "cutover",
                        "--ticket",
                        "CHG-1234",
                        "--key",
                        "alice",
                        "--evidence",
                        evidence.substring(0, 12)))
                .isZero();
        TimeUnit.SECONDS.sleep(3);
        assertThat(Numbered.in(JournalReader.read(reports.toRealPath()), RunEvent.Gate.class))
                .as("approved, and paused")
                .isEmpty();
        says("The approval is there, and the run is paused until it may continue.");
        assertThat(typed("continue", id)).isZero();
        assertThat(run.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(run.exitValue()).as(printed()).isZero();
        assertThat(ToldHook.told(folder)).containsExactly("gate ", "freeze ", "no-return ", "done 0");
        says("The first terminal continues to the end of the run. Exit code 0: done and proved.");
        page.append("```\n").append(printed().substring(asked.length())).append("```\n\n");
        says("Later, anybody can check that the record was not altered.");
        assertThat(typed("status", id)).isZero();
        assertThat(typed("audit", id)).isZero();
        written();
    }

    /** What the page has, where this test has not just written it. */
    private void written() throws IOException {
        String text = """
                # A move on given servers, recorded

                This page is what `plan`, `run`, `approve`, `status` and `audit` printed in one move between three servers of a test,
                MariaDB %s, with three rows. [operate.md](operate.md) explains the commands. The profile has signers for the gate:

                ```
                gates:
                  cutover:
                    signers: signers
                    ticket: CHG-[0-9]+
                watch:
                  quiet: 3s
                ```

                """.formatted(version())
                + page.toString().replace(folder.toRealPath() + "/", "").replace(folder + "/", "");
        if (Boolean.getBoolean("evenkeel.docs.write")) {
            Files.writeString(PAGE, text.strip() + "\n");
        }
        assertThat(outline(Files.readString(PAGE))).isEqualTo(outline(text));
    }

    /** The commands, and that each says what comes next: the rest has times, numbers and the moment of one run. */
    private static List<String> outline(String text) {
        return text.lines()
                .filter(line -> line.startsWith("$ ") || line.startsWith("next: ") || line.startsWith("#"))
                .map(line -> line.replaceAll("^next: evenkeel .*", "next: evenkeel")
                        .replaceAll("r-\\d{8}-\\d{6}-\\w+", "RUN")
                        .replaceAll("--evidence \\w+", "--evidence DIGEST"))
                .toList();
    }

    private String version() {
        try (Session source = servers.master(Role.SOURCE).open()) {
            return source.version().toString();
        }
    }

    private void says(String sentence) {
        page.append(sentence).append("\n\n");
    }

    private int typed(String... arguments) throws IOException, InterruptedException {
        Path out = Files.createTempFile(folder, "typed", ".txt");
        Process process = builder(out, arguments).start();
        assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        page.append("```\n$ evenkeel ")
                .append(String.join(" ", arguments))
                .append('\n')
                .append(Files.readString(out))
                .append("```\n\n");
        assertThat(process.exitValue()).as(Files.readString(out)).isZero();
        return process.exitValue();
    }

    private Process start(String... arguments) throws IOException {
        return builder(folder.resolve("ran.txt"), arguments).start();
    }

    private String printed() throws IOException {
        return Files.readString(folder.resolve("ran.txt"));
    }

    private ProcessBuilder builder(Path out, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                absolute(ClassPath.ofTests()),
                "dev.evenkeel.cli.Main"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
    }

    private static String absolute(String path) {
        return Stream.of(path.split(java.io.File.pathSeparator))
                .map(one -> Path.of(one).toAbsolutePath().toString())
                .reduce((one, more) -> one + java.io.File.pathSeparator + more)
                .orElseThrow();
    }

    private interface Look {
        boolean done() throws IOException;
    }

    private void waitUntil(Look look) throws IOException {
        Program.waitUntil("the run has come there", LIMIT, () -> {
            try {
                assertThat(run.isAlive()).as(printed()).isTrue();
                return look.done();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
    }
}
