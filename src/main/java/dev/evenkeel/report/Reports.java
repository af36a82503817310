package dev.evenkeel.report;

import dev.evenkeel.journal.Entry;
import dev.evenkeel.journal.Journal;
import dev.evenkeel.journal.JournalReader;
import dev.evenkeel.journal.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Everything that is written about a run, from what its journal holds on disk: what was not recorded is not claimed. */
public final class Reports {
    /** Where rows were compared that are compared once only. */
    public static final String VERIFIED = Parity.VERIFIED;

    private Reports() {}

    /**
     * What was written.
     *
     * @param summary the last block on the screen, plain lines
     * @param problems what could not be made and why; the rest was made nevertheless
     */
    public record Written(
            Path auditHtml, Path auditJson, Optional<Path> allureHtml, List<String> summary, List<String> problems) {
        public Written {
            summary = List.copyOf(summary);
            problems = List.copyOf(problems);
        }
    }

    /** All but the Allure report. */
    public static Written write(Path runFolder) {
        return write(runFolder, Optional.empty(), Map.of());
    }

    /**
     * Writes {@code audit.json}, {@code audit.html}, {@code allure.html} where Allure and results are there, and last
     * the manifest over all of them. Works for a journal that ends anywhere.
     *
     * @param allureHome an unpacked allure-commandline
     * @param variables the environment variables of the process, for the link to the CI job
     * @throws JournalReader.BrokenJournal when the journal was altered: nothing is told from such a one
     */
    public static Written write(Path runFolder, Optional<Path> allureHome, Map<String, String> variables) {
        Story story = story(runFolder);
        try {
            Path json = AuditJson.write(story, runFolder);
            Attestation.write(story, json);
            Path html = AuditHtml.write(story, runFolder);
            List<String> problems = new ArrayList<>();
            Optional<Path> allure = Optional.empty();
            if (Files.isDirectory(runFolder.resolve(AllureReport.RESULTS))) {
                AllureExtras.write(story, runFolder.resolve(AllureReport.RESULTS), variables);
                if (allureHome.isPresent()) {
                    AllureReport.Made made = AllureReport.make(runFolder, allureHome.get());
                    allure = made.file();
                    problems.addAll(made.problems());
                }
            }
            Manifest.write(runFolder);
            return new Written(html, json, allure, Summary.lines(story, html), problems);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot write the report into " + runFolder + ": " + e + "; free space there and run"
                            + " 'evenkeel report' again, the journal is unharmed",
                    e);
        }
    }

    /** The last block on the screen alone, read back from the journal. */
    public static List<String> summary(Path runFolder) {
        return Summary.lines(story(runFolder), runFolder.resolve(AuditHtml.FILE));
    }

    /** Checks manifest, journal chain and kept evidence; each problem is one sentence, none means unaltered. */
    public static List<String> verify(Path runFolder) {
        List<String> problems = new ArrayList<>(Manifest.verify(runFolder));
        try {
            for (Story.Evidence kept : story(runFolder).evidence()) {
                Path file = runFolder.resolve(kept.file()).normalize();
                boolean inside = file.startsWith(runFolder.normalize());
                if (!inside
                        || !Files.isRegularFile(file)
                        || !Manifest.digest(file).equals(kept.sha256())) {
                    problems.add(kept.file() + ": not what the journal says was kept as '" + kept.name() + "'");
                }
            }
        } catch (JournalReader.BrokenJournal | UncheckedIOException e) {
            problems.add(e.getMessage());
        } catch (IOException e) {
            problems.add("the evidence in " + runFolder + " cannot be read: " + e);
        }
        return List.copyOf(problems);
    }

    static Story story(Path runFolder) {
        Path file = runFolder.resolve(Journal.FILE);
        try {
            byte[] bytes = Files.readAllBytes(file);
            int end = bytes.length;
            while (end > 0 && bytes[end - 1] != '\n') {
                end--;
            }
            return end == bytes.length
                    ? StoryReader.read(JournalReader.read(runFolder), false)
                    : StoryReader.read(whole(Arrays.copyOf(bytes, end)), true);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e, e);
        }
    }

    /** A journal may be torn within a character, which cannot be read as text: only its whole lines are. */
    private static List<Entry> whole(byte[] lines) throws IOException {
        Path folder = PrivateFiles.temporaryFolder("evenkeel-journal");
        Path copy = folder.resolve(Journal.FILE);
        try {
            PrivateFiles.write(copy, lines);
            return JournalReader.read(folder);
        } finally {
            Files.deleteIfExists(copy);
            Files.delete(folder);
        }
    }
}
