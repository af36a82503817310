package dev.evenkeel;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the house plan: which package may know which, and who owns what. */
class ArchitectureTest {
    /** Planned and not there. Whoever builds one takes its name off this list. */
    private static final Set<String> NOT_BUILT_YET = Set.of();

    @TestFactory
    Stream<DynamicTest> a_package_imports_only_from_lower_floors() {
        return House.packages().stream()
                .filter(name -> !name.equals("cli"))
                .map(name -> DynamicTest.dynamicTest(
                        name, () -> floorRule(name, House.FLOORS).check(House.CLASSES)));
    }

    /** Neither of the table's packages nor of those within them. */
    @ParameterizedTest
    @ValueSource(strings = {".(*)..", ".(**)"})
    void no_package_reaches_itself_through_another(String packages) {
        SlicesRuleDefinition.slices()
                .matching(House.BASE + packages)
                .should()
                .beFreeOfCycles()
                .because("two packages that need each other are one, or there is a third below them without a name")
                .check(House.CLASSES);
    }

    @Test
    void every_package_is_on_a_floor() {
        Set<String> planned = House.FLOORS.stream().flatMap(Set::stream).collect(Collectors.toSet());
        planned.removeAll(NOT_BUILT_YET);

        assertThat(planned)
                .as("give a new package a floor in House.FLOORS, and take it off NOT_BUILT_YET")
                .containsAll(House.packages());
    }

    @Test
    void no_class_lives_outside_the_packages() {
        assertThat(House.CLASSES.stream().filter(type -> type.getPackageName().equals(House.BASE)))
                .as("every class belongs to a package of the table")
                .isEmpty();
    }

    @Test
    void the_rules_saw_every_package_that_has_sources() {
        Set<String> seen = House.CLASSES.stream()
                .map(type ->
                        type.getPackageName().substring(House.BASE.length() + 1).split("\\.")[0])
                .collect(Collectors.toSet());

        assertThat(House.packages())
                .as("packages in " + House.SOURCES)
                .contains("mariadb", "journal", "catalog", "environment");
        assertThat(seen).isEqualTo(House.packages());
    }

    @Test
    void the_floors_notice_an_import_upwards() {
        List<Set<String>> upsideDown = List.of(Set.of("catalog"), Set.of("mariadb"));
        List<Set<String>> sideBySide = List.of(Set.of("catalog", "mariadb"));

        assertThat(floorRule("catalog", upsideDown).evaluate(House.CLASSES).hasViolation())
                .isTrue();
        assertThat(floorRule("catalog", sideBySide).evaluate(House.CLASSES).hasViolation())
                .isTrue();
        assertThat(floorRule("catalog", House.FLOORS).evaluate(House.CLASSES).hasViolation())
                .isFalse();
    }

    private static ArchRule floorRule(String name, List<Set<String>> floors) {
        int floor = 0;
        while (!floors.get(floor).contains(name)) {
            floor++;
        }
        String[] forbidden = floors.subList(floor, floors.size()).stream()
                .flatMap(Set::stream)
                .filter(other -> !other.equals(name))
                .map(other -> House.BASE + "." + other + "..")
                .toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(House.BASE + "." + name + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(forbidden)
                .because(name + " is on floor " + floor + " and may import from lower floors only: move what both need"
                        + " down, or take it as an argument");
    }
}
