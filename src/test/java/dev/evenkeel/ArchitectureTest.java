package dev.evenkeel;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.properties.HasModifiers;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import dev.evenkeel.journal.Entry;
import dev.evenkeel.journal.Journal;
import dev.evenkeel.runbook.glue.Does;
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
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Holds the house plan: which package may know which, and who owns what. */
class ArchitectureTest {
    private static final String BASE = "dev.evenkeel";
    private static final Path SOURCES = Path.of("src/main/java/dev/evenkeel");
    private static final int LINES_PER_FILE = 350;

    /** From the ground up. A package may import only from the floors below its own. */
    private static final List<Set<String>> FLOORS = List.of(
            Set.of("mariadb", "journal"),
            Set.of("catalog", "environment", "event"),
            Set.of("screen", "replication", "transfer", "workload", "fault", "aws", "approval", "lease", "hook"),
            Set.of("parity", "provision"),
            Set.of("runbook", "verify", "doctor", "report"),
            Set.of("run"),
            Set.of("cli"));

    /** Planned and not there. Whoever builds one takes its name off this list. */
    private static final Set<String> NOT_BUILT_YET = Set.of();

    /**
     * By the launcher or the driver, in tests of another package, by a package that is being built, or on a record's
     * components, where ArchUnit does not look.
     */
    private static final Set<String> PUBLIC_FOR_OTHERS = Set.of(
            "Main",
            "ProvedCredential",
            "TlsPlugin",
            "RunAuthority",
            "WireFactory",
            "AccountParity",
            "ObjectParity",
            "SettingParity",
            "SafeText",
            "EndpointFile",
            "MavenArtifacts",
            "Entered",
            "Inline",
            "Says",
            "SampleData",
            "AllowedSigners");

    /** What reads, checks and conducts runbooks, and no step may know. */
    private static final String[] ENGINE = {
        BASE + ".runbook", BASE + ".runbook.text", BASE + ".runbook.vocabulary", BASE + ".runbook.lint"
    };

    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(BASE);

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
                                    BASE + ".runbook", BASE + ".runbook.vocabulary", BASE + ".runbook.lint")
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
                            .resideInAPackage(BASE + ".fault..")
                            .because("only a drill breaks things; say it in a runbook's step")),
            rule(
                    "report and databases",
                    // The bare base package is for the offender of the self-check; nothing else lives there.
                    noClasses()
                            .that(resideInAPackage(BASE + ".report..").or(resideInAPackage(BASE)))
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage("java.sql..", "org.mariadb..", BASE + ".mariadb..")
                            .allowEmptyShould(true)
                            .because("what was not journalled cannot be claimed: journal it where it is seen")),
            rule(
                    "events",
                    noClasses()
                            .that(resideOutside("event"))
                            .should()
                            .callMethodWhere(target(
                                    "Journal.append", call -> call.startsWith(BASE + ".journal.Journal.append(")))
                            .because(
                                    "what a run says of itself is an event, whose type says what it holds: enter one")),
            rule(
                    "an entry's fields",
                    noClasses()
                            // The view prints entries as they are.
                            .that(resideOutside("event", "journal").and(outside("JsonView")))
                            .should()
                            .callMethodWhere(
                                    target("Entry.data", call -> call.startsWith(BASE + ".journal.Entry.data(")))
                            .because("field names have one place: ask EventCodec for the event")),
            rule(
                    "standard streams",
                    noClasses()
                            .that()
                            .doNotHaveFullyQualifiedName(BASE + ".screen.Output")
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
                            .callMethodWhere(target("what sends SQL", ArchitectureTest::sendsSql))
                            .because("SQL stands in the domain, next to what knows what it means: give the package that"
                                    + " owns it a method that says what you want")),
            rule(
                    "steps",
                    noClasses()
                            .that()
                            .resideInAPackage(BASE + ".runbook.steps..")
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage(ENGINE)
                            .because("a step of ours knows what a user's own may know: runbook.glue and the domain")),
            rule(
                    "glue",
                    noClasses()
                            .that()
                            .resideInAPackage(BASE + ".runbook.glue..")
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage(Stream.concat(
                                            Arrays.stream(ENGINE),
                                            Stream.of(BASE + ".runbook.steps..", "io.cucumber.."))
                                    .toArray(String[]::new))
                            .because("users' steps are compiled against it: it knows no engine and no step")),
            rule(
                    "files",
                    noClasses()
                            // Programs and their libraries, which hold nothing of a run.
                            .that(outside("PrivateFiles", "UnpackedArtifact"))
                            .should()
                            .callCodeUnitWhere(target("what makes a file or folder", ArchitectureTest::makesFiles))
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
                            .callMethodWhere(target("the system's clock", ArchitectureTest::readsTheClock))
                            .because("time comes in by the door so that a run can be repeated: take a Clock")));

    @TestFactory
    Stream<DynamicTest> a_package_imports_only_from_lower_floors() {
        return existing().stream()
                .filter(name -> !name.equals("cli"))
                .map(name -> DynamicTest.dynamicTest(
                        name, () -> floorRule(name, FLOORS).check(HOUSE)));
    }

    @TestFactory
    Stream<DynamicTest> each_thing_has_its_place() {
        return RULES.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(rule -> DynamicTest.dynamicTest(
                        rule.getKey(), () -> rule.getValue().check(HOUSE)));
    }

    @Test
    void no_package_reaches_itself_through_another() {
        SlicesRuleDefinition.slices()
                .matching(BASE + ".(*)..")
                .should()
                .beFreeOfCycles()
                .because("two packages that need each other are one, or there is a third below them without a name")
                .check(HOUSE);
    }

    @Test
    void every_package_is_on_a_floor() {
        Set<String> planned = FLOORS.stream().flatMap(Set::stream).collect(Collectors.toSet());
        planned.removeAll(NOT_BUILT_YET);

        assertThat(planned)
                .as("give a new package a floor in FLOORS, and take it off NOT_BUILT_YET")
                .containsAll(existing());
    }

    @Test
    void no_class_lives_outside_the_packages() {
        assertThat(HOUSE.stream().filter(type -> type.getPackageName().equals(BASE)))
                .as("every class belongs to a package of the table")
                .isEmpty();
    }

    @Test
    void the_rules_saw_every_package_that_has_sources() {
        Set<String> seen = HOUSE.stream()
                .map(type -> type.getPackageName().substring(BASE.length() + 1).split("\\.")[0])
                .collect(Collectors.toSet());

        assertThat(existing()).as("packages in " + SOURCES).contains("mariadb", "journal", "catalog", "environment");
        assertThat(seen).isEqualTo(existing());
    }

    @Test
    void every_package_says_what_it_owns_and_what_it_refuses() throws IOException {
        for (Path folder : folders()) {
            assertThat(folder.resolve("package-info.java"))
                    .as("say in " + folder + "/package-info.java what the package owns and what it refuses to know")
                    .content()
                    .contains("/**", "efuses");
        }
    }

    @Test
    void what_is_public_is_used_by_another_package() {
        assertThat(HOUSE.stream()
                        .filter(type -> type.isTopLevelClass() && isPublic(type))
                        .filter(type -> !type.getPackageName().equals(BASE + ".runbook.glue"))
                        .filter(type -> !PUBLIC_FOR_OTHERS.contains(type.getSimpleName()))
                        .filter(type -> type.getMethods().stream().noneMatch(step -> step.isAnnotatedWith(Does.class)))
                        .filter(type -> family(type).noneMatch(ArchitectureTest::isUsedElsewhere))
                        .filter(type -> family(type).noneMatch(ArchitectureTest::isShownByAnother))
                        .map(JavaClass::getName))
                .as("make it package-private: what nobody outside needs may be changed without asking anybody")
                .isEmpty();
    }

    private static Stream<JavaClass> family(JavaClass type) {
        return HOUSE.stream()
                .filter(other -> other.equals(type) || other.getName().startsWith(type.getName() + "$"));
    }

    private static boolean isUsedElsewhere(JavaClass type) {
        return type.getDirectDependenciesToSelf().stream()
                .anyMatch(use -> !use.getOriginClass().getPackageName().equals(type.getPackageName()));
    }

    /** Whether something public of another class is made of it. */
    private static boolean isShownByAnother(JavaClass type) {
        return type.getDirectDependenciesToSelf().stream()
                .map(Dependency::getOriginClass)
                .filter(other -> !other.equals(type) && isPublic(other))
                .flatMap(other -> other.getCodeUnits().stream())
                .filter(ArchitectureTest::isPublic)
                .anyMatch(member -> member.getAllInvolvedRawTypes().contains(type));
    }

    private static boolean isPublic(HasModifiers item) {
        return item.getModifiers().contains(JavaModifier.PUBLIC);
    }

    @Test
    void no_source_file_is_longer_than_three_hundred_and_fifty_lines() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            assertThat(files.filter(file -> file.toString().endsWith(".java")).filter(ArchitectureTest::tooLong))
                    .as("find the second concept in it and give that a file")
                    .isEmpty();
        }
    }

    @Test
    void verdicts_and_outcomes_are_spelled_in_one_place() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            assertThat(files.filter(file -> file.toString().endsWith(".java"))
                            .filter(file -> !file.startsWith(SOURCES.resolve("event")))
                            .flatMap(ArchitectureTest::spelledVerdicts))
                    .as("use Verdict or StepOutcome, and word() where it is shown")
                    .isEmpty();
        }
        assertThat(spelledVerdicts(Path.of("src/main/java/dev/evenkeel/event/Verdict.java")))
                .isNotEmpty();
    }

    private static Stream<String> spelledVerdicts(Path file) {
        try {
            return Files.readString(file)
                    .lines()
                    .filter(line -> line.matches(".*\"(Same|Different|Inconclusive|passed|failed)\".*"))
                    .map(line -> file.getFileName() + ": " + line.strip());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
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

    @Test
    void the_floors_notice_an_import_upwards() {
        List<Set<String>> upsideDown = List.of(Set.of("catalog"), Set.of("mariadb"));
        List<Set<String>> sideBySide = List.of(Set.of("catalog", "mariadb"));

        assertThat(floorRule("catalog", upsideDown).evaluate(HOUSE).hasViolation())
                .isTrue();
        assertThat(floorRule("catalog", sideBySide).evaluate(HOUSE).hasViolation())
                .isTrue();
        assertThat(floorRule("catalog", FLOORS).evaluate(HOUSE).hasViolation()).isFalse();
    }

    private static ArchRule floorRule(String name, List<Set<String>> floors) {
        int floor = 0;
        while (!floors.get(floor).contains(name)) {
            floor++;
        }
        String[] forbidden = floors.subList(floor, floors.size()).stream()
                .flatMap(Set::stream)
                .filter(other -> !other.equals(name))
                .map(other -> BASE + "." + other + "..")
                .toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(BASE + "." + name + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(forbidden)
                .because(name + " is on floor " + floor + " and may import from lower floors only: move what both need"
                        + " down, or take it as an argument");
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
        String[] patterns =
                Arrays.stream(packages).map(name -> BASE + "." + name + "..").toArray(String[]::new);
        return DescribedPredicate.not(resideInAnyPackage(patterns));
    }

    private static DescribedPredicate<JavaCall<?>> target(
            String description, java.util.function.Predicate<String> predicate) {
        return DescribedPredicate.describe(
                description, call -> predicate.test(call.getTarget().getFullName()));
    }

    private static DescribedPredicate<JavaClass> resideAboveTheProof() {
        int proof = 0;
        while (!FLOORS.get(proof).contains("parity")) {
            proof++;
        }
        return resideInAnyPackage(FLOORS.subList(proof + 1, FLOORS.size()).stream()
                .flatMap(Set::stream)
                .map(name -> BASE + "." + name + "..")
                .toArray(String[]::new));
    }

    private static boolean sendsSql(String call) {
        return call.startsWith(BASE + ".mariadb.Session.") && call.contains("(java.lang.String");
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

    private static Set<String> existing() {
        return folders().stream()
                .map(folder -> folder.getFileName().toString())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Path> folders() {
        try (Stream<Path> folders = Files.list(SOURCES)) {
            return folders.filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static boolean tooLong(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count() > LINES_PER_FILE;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
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
