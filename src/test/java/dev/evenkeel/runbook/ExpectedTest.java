package dev.evenkeel.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.evenkeel.journal.Journal;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.journal.Redactor;
import dev.evenkeel.runbook.glue.Obstacle;
import java.net.URL;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExpectedTest {
    /** Never leave the class or package that throws them, or never reach a step. */
    private static final Set<String> INNER = Set.of(
            "ChangeFeed$NotTaken",
            "ControlRequest$Malformed",
            "JournalLost",
            "Deaf",
            "Distrusted",
            "EventBytes$Undecodable",
            "EventCodec$NotAsWritten",
            "FenceTrial$Leaked",
            "InTheWay",
            "LeaseTaken",
            "Line$NoEntry",
            "Packing$Damaged",
            "RecordReader$NotAsWritten",
            "Refusal",
            "RunbookRefused",
            "ServerLogin$Refused",
            "SshData$Malformed");

    @TempDir
    private Path folder;

    @Test
    void every_exception_of_the_house_is_expected_of_a_step_or_stays_within() {
        URL house = Expected.class.getProtectionDomain().getCodeSource().getLocation();
        Set<String> thrown = new ClassFileImporter()
                .importUrl(house).stream()
                        .filter(type -> type.isAssignableTo(Throwable.class))
                        .map(type ->
                                type.getName().substring(type.getPackageName().length() + 1))
                        .collect(Collectors.toCollection(TreeSet::new));
        Set<String> known = new TreeSet<>(INNER);
        Expected.TYPES.forEach(
                type -> known.add(type.getName().substring(type.getPackageName().length() + 1)));
        known.add("ParityFailure");

        assertThat(known)
                .as("name a new exception in Expected where a step may fail with it, or here")
                .containsAll(thrown);
    }

    @Test
    void what_a_step_of_anybody_decided_on_is_its_own_sentence() {
        assertThat(sentence(new NoLicence("the licence ends today"))).isEqualTo("the licence ends today");
        assertThat(sentence(new AssertionError("expected 1, was 2"))).isEqualTo("expected 1, was 2");
    }

    @Test
    void anything_else_is_a_bug_wherever_its_class_lives() {
        assertThat(sentence(new Slip("index 7")))
                .startsWith("unexpected Slip: index 7 (stack trace in evidence/")
                .endsWith(".txt)");
    }

    private String sentence(Throwable thrown) {
        try (Journal journal =
                Journal.create(folder.resolve(thrown.getMessage()), Clock.systemUTC(), new Redactor(), Observer.NONE)) {
            return Sentences.of(thrown, journal);
        }
    }

    /** As somebody's own step may fail. */
    private static final class NoLicence extends Obstacle {
        NoLicence(String message) {
            super(message);
        }
    }

    private static final class Slip extends RuntimeException {
        Slip(String message) {
            super(message);
        }
    }
}
