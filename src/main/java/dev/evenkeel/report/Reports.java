package dev.evenkeel.report;

import dev.evenkeel.journal.JournalReader;
import dev.evenkeel.report.allure.AllureExtras;
import dev.evenkeel.report.allure.AllureReport;
import dev.evenkeel.report.folder.Listing;
import dev.evenkeel.report.folder.Manifest;
import dev.evenkeel.report.folder.SafeFile;
import dev.evenkeel.report.folder.ToolVersion;
import dev.evenkeel.report.html.AuditHtml;
import dev.evenkeel.report.json.AuditJson;
import dev.evenkeel.report.story.Story;
import dev.evenkeel.report.story.StoryReader;
import dev.evenkeel.report.summary.Summary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Everything that is written about a run, from what its journal holds on disk: what was not recorded is not claimed. */
public final class Reports {
    /** Where rows were compared that are compared once only. */
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
     * Writes what {@link Rendering} tells, {@code allure.html} where Allure and results are there, and last
     * the manifest over all of them. Works for a journal that ends anywhere.
     *
     * @param allureHome an unpacked allure-commandline
     * @param variables the environment variables of the process, for the link to the CI job
     * @throws JournalReader.BrokenJournal when the journal was altered: nothing is written from such a one
     * @throws dev.evenkeel.journal.OrdinaryFile.Unfit when the folder holds a link, a pipe or the like: nothing is written
     */
    public static Written write(Path runFolder, Optional<Path> allureHome, Map<String, String> variables) {
        try {
            Listing.check(runFolder);
            Story story = story(runFolder);
            for (Map.Entry<String, byte[]> file :
                    Rendering.of(story, ToolVersion.text()).entrySet()) {
                SafeFile.write(runFolder.resolve(file.getKey()), file.getValue());
            }
            List<String> problems = new ArrayList<>();
            Optional<Path> allure = Optional.empty();
            if (hasResults(runFolder)) {
                AllureExtras.write(story, runFolder.resolve(AllureReport.RESULTS), variables);
                if (allureHome.isPresent()) {
                    AllureReport.Made made = AllureReport.make(runFolder, allureHome.get());
                    allure = made.file();
                    problems.addAll(made.problems());
                }
            }
            Manifest.write(runFolder);
            Path html = runFolder.resolve(AuditHtml.FILE);
            return new Written(html, runFolder.resolve(AuditJson.FILE), allure, Summary.lines(story, html), problems);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot write the report into " + runFolder + ": " + e + "; free space there and run"
                            + " 'evenkeel report' again, the journal is unharmed",
                    e);
        }
    }

    /** There is something for Allure to draw. */
    public static boolean hasResults(Path runFolder) {
        return Files.isDirectory(runFolder.resolve(AllureReport.RESULTS), LinkOption.NOFOLLOW_LINKS);
    }

    /** The last block on the screen alone, read back from the journal. */
    public static List<String> summary(Path runFolder) {
        return Summary.lines(story(runFolder), runFolder.resolve(AuditHtml.FILE));
    }

    /** What is not as the run wrote it, or could not be decided; each is one sentence, none means unaltered. */
    public static List<String> verify(Path runFolder) {
        Audit.Result result = Audit.of(runFolder, Optional.empty());
        return Stream.concat(result.problems().stream(), result.untold().stream())
                .toList();
    }

    public static Story story(Path runFolder) {
        StoryReader reader = new StoryReader();
        return reader.story(JournalReader.read(runFolder, reader::take));
    }
}
