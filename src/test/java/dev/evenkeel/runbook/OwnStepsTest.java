package dev.evenkeel.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.environment.TestServers;
import dev.evenkeel.event.ExitCode;
import dev.evenkeel.event.Raw;
import dev.evenkeel.journal.Entry;
import dev.evenkeel.journal.Journal;
import dev.evenkeel.journal.JournalReader;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.journal.Redactor;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.provision.Provision;
import dev.evenkeel.runbook.glue.RunContext;
import dev.evenkeel.runbook.text.RunbookRefused;
import dev.evenkeel.runbook.vocabulary.StepCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A step class that knows the public API alone, on real servers: the worked example of docs/runbook-guide.md. */
class OwnStepsTest {
    private static final Path STEPS = Path.of("src/test/java/example/shop/ShopSteps.java");
    private static final String RUNBOOK = """
            Feature: Look at the shop

              Rule: No order is lost

                @phase:count @read-only
                Scenario: Count
                  Given the orders of the shop are counted

                @phase:look @read-only
                Scenario: Look
                  Then the source has no fewer orders than were counted
            """;

    private final Servers servers = TestServers.embedded();
    private final StepCatalog catalog =
            StepCatalog.of(getClass().getClassLoader(), "example.shop", "dev.evenkeel.runbook.deletingglue");

    @TempDir
    private Path folder;

    @BeforeEach
    void a_shop() {
        on("DROP DATABASE IF EXISTS shop", "CREATE DATABASE shop", "CREATE TABLE shop.orders (id INT PRIMARY KEY)");
        on("INSERT INTO shop.orders VALUES (1), (2)");
    }

    @AfterEach
    void closed() {
        on("DROP DATABASE IF EXISTS shop");
    }

    @Test
    void runs_and_hands_over_a_fact_through_the_journal() throws IOException {
        Outcome outcome = run(RUNBOOK);

        assertThat(outcome.code()).as(outcome.summary()).isEqualTo(ExitCode.DONE);
        assertThat(entries("FACT")).singleElement().satisfies(entry -> {
            assertThat(Raw.text(entry, "fact")).isEqualTo("counted orders");
            assertThat(entry.data().get("value")).asString().contains("number=2", "at=2");
        });
        assertThat(entries("NOTE")).extracting(entry -> Raw.text(entry, "text")).contains("source: 2 orders");
    }

    @Test
    void fails_as_it_says() throws IOException {
        String deleted = RUNBOOK.replace("Then the source", "When all orders are deleted\n      Then the source")
                .replace("@phase:look @read-only", "@phase:look @reversible @no-undo");

        assertThat(run(deleted).summary())
                .matches("look, step 2: source: it has 0 orders, and the source had 2 at 2\\S+Z; find out who deletes"
                        + " orders; nothing had to be undone.*");
    }

    @Test
    void is_refused_before_anything_starts_where_nobody_finds_its_fact() throws IOException {
        Path file = Files.writeString(
                folder.resolve("own.feature"), RUNBOOK.replaceFirst("(?s)    @phase:count.*?\\n\\n", ""));

        assertThatThrownBy(() -> Runbook.read(file, Optional.empty(), catalog))
                .isInstanceOf(RunbookRefused.class)
                .hasMessage(file + ":7: the step 'the source has no fewer orders than were counted' needs the counted"
                        + " orders, no step before it finds that; put 'the orders of the shop are counted' before it");
    }

    @Test
    void needs_nothing_but_the_public_package_and_what_that_hands_out() throws IOException {
        List<String> imported = Files.readAllLines(STEPS).stream()
                .filter(line -> line.startsWith("import dev.evenkeel."))
                .filter(line -> !line.startsWith("import dev.evenkeel.runbook.glue."))
                .toList();

        assertThat(imported)
                .containsExactly("import dev.evenkeel.environment.Role;", "import dev.evenkeel.mariadb.Session;");
    }

    @Test
    void the_guide_shows_it_as_it_is() throws IOException {
        assertThat(Files.readString(Path.of("docs/runbook-guide.md")))
                .contains("```java\n" + Files.readString(STEPS) + "```\n");
    }

    private Outcome run(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("own.feature"), text);
        try (Journal journal =
                Journal.create(folder.resolve("run"), Clock.systemUTC(), new Redactor(), Observer.NONE)) {
            CucumberEngine engine = new CucumberEngine(catalog, journal);
            RunContext run = new RunContext(
                    Provision.profiles().read("embedded", Path.of("environments")),
                    servers,
                    journal,
                    engine.currentStep(),
                    Clock.systemUTC());
            return engine.run(Runbook.read(file, Optional.empty(), catalog), run);
        }
    }

    private List<Entry> entries(String kind) {
        return JournalReader.read(folder.resolve("run")).stream()
                .filter(entry -> entry.kind().equals(kind))
                .toList();
    }

    private static void on(String... statements) {
        try (Session session = TestServers.admin(Role.SOURCE).open()) {
            for (String sql : statements) {
                session.execute(sql);
            }
        }
    }
}
