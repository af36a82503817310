package dev.evenkeel.parity.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.environment.TestServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Plants every damage of the matrix on two pairs of real servers and requires the exact words, and of the harmless
 * neighbour that nothing is said. The document is what was answered.
 */
class VerificationMatrixTest {
    private static final Path DOCUMENT = Path.of("docs/verification-matrix.md");
    private static final String HOW =
            "'mvn test -Dtest=VerificationMatrixTest -DargLine=-Devenkeel.docs.write=true' writes it";

    @TestFactory
    Stream<DynamicNode> every_damage_is_named_and_no_neighbour_is_flagged() {
        Map<Pair, Answers> answers = new LinkedHashMap<>();
        List<DynamicNode> nodes = new ArrayList<>();
        Pair old = Pair.of(TestServers.embedded());
        Pair modern = Pair.of(TestServers.modern());
        // Far apart: what servers of different versions write differently must not be flagged either.
        Map<Pair, List<Case>> known = new LinkedHashMap<>();
        for (Pair pair : List.of(old, modern, Pair.across(old, modern))) {
            known.put(pair, Cases.ALL.stream().filter(pair::knows).toList());
        }
        answers.putAll(answered(known));
        known.forEach((pair, cases) -> nodes.add(DynamicContainer.dynamicContainer(
                pair.name(), cases.stream().map(one -> test(one, answers.get(pair))))));
        if (System.getProperty("evenkeel.test.profile") == null) {
            nodes.add(DynamicTest.dynamicTest("the document says so", () -> documented(answers)));
        }
        return nodes.stream();
    }

    @Test
    void no_two_cases_share_a_name_or_a_place() {
        assertThat(Cases.ALL).extracting(Case::name).doesNotHaveDuplicates();
        assertThat(Cases.ALL).extracting(Case::damagedPlace).doesNotHaveDuplicates();
    }

    private static Map<Pair, Answers> answered(Map<Pair, List<Case>> known) {
        Map<Pair, Answers> all = new LinkedHashMap<>();
        Map<Pair, List<Case>> databases = new LinkedHashMap<>();
        known.forEach((pair, cases) -> databases.put(pair, of(cases, Area.DATA, Area.OBJECTS)));
        try (PlantedDatabases planted = new PlantedDatabases(databases)) {
            databases.forEach((pair, cases) -> {
                Answers answers = all.computeIfAbsent(pair, each -> new Answers());
                planted.failed(pair, answers);
                new Databases(pair, cases, answers).run();
            });
        }
        known.forEach((pair, cases) -> {
            new AccountRun(pair, of(cases, Area.ACCOUNTS), all.get(pair)).run();
            new SettingRun(pair, of(cases, Area.SETTINGS), all.get(pair)).run();
        });
        return all;
    }

    private static List<Case> of(List<Case> cases, Area... areas) {
        return cases.stream().filter(one -> List.of(areas).contains(one.area())).toList();
    }

    private static DynamicTest test(Case one, Answers answers) {
        return DynamicTest.dynamicTest(one.toString(), () -> {
            assertThat(comparable(answers.damaged(one), one.answer()))
                    .as(one + ": the damage")
                    .isEqualTo(one.answer());
            assertThat(one.quiet())
                    .as(one + ": the neighbour, " + one.neighbour())
                    .contains(comparable(answers.harmless(one), Case.SAME_ROWS));
        });
    }

    /** How many rows it were is shown in the document and not repeated in every case; that it were any counts. */
    private static String comparable(String actual, String expected) {
        return expected.equals(Case.SAME_ROWS) && actual.matches("Same, [1-9]\\d* rows in [1-9]\\d* chunks")
                ? expected
                : actual;
    }

    private static void documented(Map<Pair, Answers> answers) {
        String text = MatrixDocument.of(Cases.ALL, answers);
        try {
            if (Boolean.getBoolean("evenkeel.docs.write")) {
                Files.writeString(DOCUMENT, text);
                return;
            }
            assertThat(Files.exists(DOCUMENT) ? Files.readString(DOCUMENT) : "")
                    .as(DOCUMENT + "; " + HOW)
                    .isEqualTo(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
