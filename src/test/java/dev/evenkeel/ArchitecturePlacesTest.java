package dev.evenkeel;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import dev.evenkeel.journal.Entry;
import dev.evenkeel.journal.Journal;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Holds who may use what from outside, and what else is kept to one place. */
class ArchitecturePlacesTest {
    /** What reads, checks and conducts runbooks, and no step may know. */
    private static final String[] ENGINE = {
        House.BASE + ".runbook",
        House.BASE + ".runbook.text",
        House.BASE + ".runbook.vocabulary",
        House.BASE + ".runbook.lint"
    };

    /** Who may use what from outside, and what else is kept to one place; by name. */
    private static final Map<String, ArchRule> RULES = Map.ofEntries(
            only("java.sql", "connections and results stay behind Session, ask it for what is missing", "mariadb"),
            only("org.mariadb", "the driver's own classes stay behind Session, ask it for what is missing", "mariadb"),
            only(
                    "software.amazon",
                    "the SDK has one user and one answerer, give aws a method that says what you want",
                    "aws",
                    "provision.lookalike"),
            only(
                    "org.testcontainers",
                    "servers are provided by provision, name one by its role",
                    "provision.containers"),
            only(
                    "com.github.dockerjava",
                    "containers are started by provision, ask a server's machine",
                    "provision.containers"),
            only(
                    "org.apache.commons.compress",
                    "packed files are opened by transfer, archives made for containers",
                    "transfer",
                    "provision.containers"),
            only("org.tukaani", "packed files are opened by transfer, give it the file", "transfer"),
            only("com.github.luben", "packed files are opened by transfer, give it the file", "transfer"),
            only("org.eclipse.aether", "binaries are fetched by provision, ask it for a server", "provision.programs"),
            only("org.apache.maven", "binaries are fetched by provision, ask it for a server", "provision.programs"),
            only("picocli", "options become plain values in cli, pass those", "cli"),
            only("io.cucumber", "sentences end in runbook, pass plain values below it", "runbook"),
            only("io.qameta.allure", "Allure draws what the journal tells, journal it", "report", "runbook"),
            rule(
                    "Cucumber's core",
                    noClasses()
                            .that()
                            .resideOutsideOfPackages(
                                    House.BASE + ".runbook",
                                    House.BASE + ".runbook.vocabulary",
                                    House.BASE + ".runbook.lint")
                            .should()
                            .dependOnClassesThat()
                            .resideInAPackage("io.cucumber.core..")
                            .because("steps use Cucumber's annotations only; the engine is embedded in one place")),
            rule(
                    "fault",
                    noClasses()
                            .that(resideOutside("fault", "runbook"))
                            .should()
                            .dependOnClassesThat()
                            .resideInAPackage(House.BASE + ".fault..")
                            .because("only a drill breaks things; say it in a runbook's step")),
            rule(
                    "report and databases",
                    // The bare base package is for the offender of the self-check; nothing else lives there.
                    noClasses()
                            .that(resideInAPackage(House.BASE + ".report..").or(resideInAPackage(House.BASE)))
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage("java.sql..", "org.mariadb..", House.BASE + ".mariadb..")
                            .allowEmptyShould(true)
                            .because("what was not journalled cannot be claimed: journal it where it is seen")),
            rule(
                    "events",
                    noClasses()
                            .that(resideOutside("event"))
                            .should()
                            .callMethodWhere(target(
                                    "Journal.append", call -> call.startsWith(House.BASE + ".journal.Journal.append(")))
                            .because(
                                    "what a run says of itself is an event, whose type says what it holds: enter one")),
            rule(
                    "an entry's fields",
                    noClasses()
                            // The view prints entries as they are.
                            .that(resideOutside("event", "journal").and(outside("JsonView")))
                            .should()
                            .callMethodWhere(
                                    target("Entry.data", call -> call.startsWith(House.BASE + ".journal.Entry.data(")))
                            .because("field names have one place: ask EventCodec for the event")),
            rule(
                    "standard streams",
                    noClasses()
                            .that()
                            .doNotHaveFullyQualifiedName(House.BASE + ".screen.Output")
                            .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
                            .because("nothing reaches a terminal as it came: journal it, tell the Observer, or ask"
                                    + " Output")),
            rule(
                    "generic exceptions",
                    noClasses()
                            .should(GeneralCodingRules.THROW_GENERIC_EXCEPTIONS)
                            .because("an exception means a decision: throw the one that names it")),
            rule(
                    "statements",
                    noClasses()
                            .that(resideAboveTheProof())
                            .should()
                            .callMethodWhere(target("what sends SQL", ArchitecturePlacesTest::sendsSql))
                            .because("SQL is in the domain, next to what knows what it means: give the package that"
                                    + " owns it a method that says what you want")),
            rule(
                    "steps",
                    noClasses()
                            .that()
                            .resideInAPackage(House.BASE + ".runbook.steps..")
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage(ENGINE)
                            .because("a step of ours knows what a user's own may know: runbook.glue and the domain")),
            rule(
                    "glue",
                    noClasses()
                            .that()
                            .resideInAPackage(House.BASE + ".runbook.glue..")
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage(Stream.concat(
                                            Arrays.stream(ENGINE),
                                            Stream.of(House.BASE + ".runbook.steps..", "io.cucumber.."))
                                    .toArray(String[]::new))
                            .because("users' steps are compiled against it: it knows no engine and no step")),
            rule(
                    "files",
                    noClasses()
                            // Programs and their libraries, which hold nothing of a run.
                            .that(outside("PrivateFiles", "UnpackedArtifact"))
                            .should()
                            .callCodeUnitWhere(
                                    target("what makes a file or folder", ArchitecturePlacesTest::makesFiles))
                            .because(
                                    "a file that others may read for a moment has been read: PrivateFiles makes them")),
            rule(
                    "programs",
                    noClasses()
                            .that(outside("ChildProcess"))
                            .should()
                            .callCodeUnitWhere(target(
                                    "what starts a program",
                                    call -> call.startsWith("java.lang.ProcessBuilder.<init>")
                                            || call.startsWith("java.lang.Runtime.exec(")))
                            .because("a program inherits every password of the environment: ChildProcess leaves them"
                                    + " out")),
            rule(
                    "sleep",
                    noClasses()
                            .should()
                            .callMethodWhere(target(
                                    "Thread.sleep",
                                    call -> call.startsWith("java.lang.Thread.sleep")
                                            || call.contains(".TimeUnit.sleep")))
                            .because("a sleep says neither what it waits for nor until when: use Await")),
            rule(
                    "the clock",
                    noClasses()
                            .that(resideOutside("cli"))
                            .should()
                            .callMethodWhere(target("the system's clock", ArchitecturePlacesTest::readsTheClock))
                            .because("time comes in by the door so that a run can be repeated: take a Clock")));

    @TestFactory
    Stream<DynamicTest> each_thing_has_its_place() {
        return RULES.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(rule -> DynamicTest.dynamicTest(
                        rule.getKey(), () -> rule.getValue().check(House.CLASSES)));
    }

    @Test
    void each_rule_notices_an_offender() {
        JavaClasses offender = new ClassFileImporter().importClasses(Offender.class);

        for (String name : List.of(
                "java.sql",
                "sleep",
                "the clock",
                "standard streams",
                "generic exceptions",
                "files",
                "programs",
                "events",
                "an entry's fields")) {
            assertThat(RULES.get(name).evaluate(offender).hasViolation())
                    .as(name)
                    .isTrue();
        }
        assertThat(RULES.get("files").evaluate(offender).getFailureReport().getDetails())
                .as("files made, and none read or moved")
                .hasSize(5);
        assertThat(RULES.get("the clock").evaluate(offender).getFailureReport().getDetails())
                .as("clock readings, and none of Instant.now(Clock)")
                .hasSize(4);
        assertThat(RULES.get("report and databases").evaluate(offender).hasViolation())
                .isTrue();
    }

    private static Map.Entry<String, ArchRule> only(String library, String because, String... owners) {
        return rule(
                library,
                noClasses()
                        .that(resideOutside(owners))
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage(library + "..")
                        .because(because));
    }

    private static Map.Entry<String, ArchRule> rule(String name, ArchRule rule) {
        return Map.entry(name, rule);
    }

    private static DescribedPredicate<JavaClass> resideOutside(String... packages) {
        String[] patterns = Arrays.stream(packages)
                .map(name -> House.BASE + "." + name + "..")
                .toArray(String[]::new);
        return DescribedPredicate.not(resideInAnyPackage(patterns));
    }

    private static DescribedPredicate<JavaCall<?>> target(
            String description, java.util.function.Predicate<String> predicate) {
        return DescribedPredicate.describe(
                description, call -> predicate.test(call.getTarget().getFullName()));
    }

    private static DescribedPredicate<JavaClass> resideAboveTheProof() {
        int proof = 0;
        while (!House.FLOORS.get(proof).contains("parity")) {
            proof++;
        }
        return resideInAnyPackage(House.FLOORS.subList(proof + 1, House.FLOORS.size()).stream()
                .flatMap(Set::stream)
                .map(name -> House.BASE + "." + name + "..")
                .toArray(String[]::new));
    }

    private static boolean sendsSql(String call) {
        return call.startsWith(House.BASE + ".mariadb.Session.") && call.contains("(java.lang.String");
    }

    private static DescribedPredicate<JavaClass> outside(String... classes) {
        return DescribedPredicate.describe("outside of " + String.join(", ", classes), type -> !Set.of(classes)
                .contains(type.getSimpleName()));
    }

    private static boolean makesFiles(String call) {
        return call.matches("java\\.nio\\.file\\.Files\\.(create(Directory|Directories|File|Temp\\w+)|newOutputStream"
                        + "|newBufferedWriter|newByteChannel|write|writeString)\\(.*")
                // From anything to a path; to a stream it makes none.
                || call.matches("java\\.nio\\.file\\.Files\\.copy\\(.*java\\.nio\\.file\\.CopyOption.*")
                || call.matches("java\\.nio\\.channels\\.\\w+Channel\\.open\\(java\\.nio\\.file\\.Path.*")
                || call.matches("java\\.io\\.(FileOutputStream|FileWriter|RandomAccessFile)\\.<init>\\(.*")
                || call.matches("java\\.io\\.Print(Stream|Writer)\\.<init>\\(java\\.(io\\.File|lang\\.String).*")
                || call.matches("java\\.io\\.File\\.(createNewFile|createTempFile|mkdirs?)\\(.*")
                || call.matches("java\\.lang\\.ProcessBuilder\\.redirect(Output|Error)\\(java\\.io\\.File\\)")
                || call.matches("java\\.lang\\.ProcessBuilder\\$Redirect\\.(to|appendTo)\\(.*")
                || call.matches("com\\.fasterxml\\.jackson\\..*\\.writeValue\\(java\\.io\\.File.*");
    }

    private static boolean readsTheClock(String call) {
        return call.equals("java.lang.System.currentTimeMillis()")
                || call.startsWith("java.time.Clock.system")
                || call.startsWith("java.time.Clock.tick")
                || (call.startsWith("java.time.") && call.contains(".now(") && !call.contains("java.time.Clock)"));
    }

    /** Does what nobody may, for the rules to find. Never run. */
    @SuppressWarnings("unused")
    private static final class Offender {
        void offend(Path file) throws IOException {
            Files.createDirectories(file);
            Files.writeString(file, Files.readString(file));
            Files.move(Files.copy(file, file), file);
            Files.copy(file, OutputStream.nullOutputStream());
            FileChannel.open(file).close();
            new ProcessBuilder("sh").redirectOutput(file.toFile()).start();
        }

        void offend(Journal journal, Entry entry) {
            journal.append("NOTE", entry.data());
        }

        void offend(Clock clock) throws SQLException, InterruptedException {
            Thread.sleep(1);
            System.out.println(Instant.now() + " " + LocalDateTime.now() + Instant.now(clock));
            System.err.println(System.currentTimeMillis() + " " + Clock.systemUTC());
            DriverManager.getConnection("jdbc:none").close();
            throw new RuntimeException("generic");
        }
    }
}
