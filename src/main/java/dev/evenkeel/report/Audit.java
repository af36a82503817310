package dev.evenkeel.report;

import dev.evenkeel.event.MoveEvent;
import dev.evenkeel.event.RunEvent;
import dev.evenkeel.journal.Journal;
import dev.evenkeel.journal.JournalReader;
import dev.evenkeel.journal.OrdinaryFile;
import dev.evenkeel.report.folder.Listing;
import dev.evenkeel.report.folder.Manifest;
import dev.evenkeel.report.story.Story;
import dev.evenkeel.report.story.StoryReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether a run's folder is what the run wrote. Nothing in it is believed: the manifest binds files to digests, the
 * journal's chain binds entries to each other, and what is written from the journal is reported again and compared. A chain
 * that was written again as a whole looks like one that was not; only its head, noted elsewhere, tells them apart.
 */
public final class Audit {
    /**
     * What was found.
     *
     * @param problems what is not as it was written; one sentence each
     * @param untold what could not be decided; one sentence each
     * @param limits what the check does not cover, for whoever relies on it
     * @param head the hash of the journal's last entry; empty where no entry could be read
     * @param outcome how the run ended, as its journal says; empty where it does not
     */
    public record Result(
            List<String> problems,
            List<String> untold,
            List<String> limits,
            String head,
            long entries,
            String outcome,
            Long exitCode) {
        public Result {
            problems = List.copyOf(problems);
            untold = List.copyOf(untold);
            limits = List.copyOf(limits);
        }

        /** All that was looked for was found. */
        public boolean proved() {
            return problems.isEmpty() && untold.isEmpty();
        }
    }

    private final Path folder;
    private final List<String> problems = new ArrayList<>();
    private final List<String> untold = new ArrayList<>();
    private final List<String> limits = new ArrayList<>();
    private Optional<Story> story = Optional.empty();

    private Audit(Path folder) {
        this.folder = folder;
    }

    /** @param head the hash of the last entry, as somebody noted it when the run ended */
    public static Result of(Path folder, Optional<String> head) {
        Audit audit = new Audit(folder);
        audit.look();
        audit.compareHead(head);
        return audit.result();
    }

    private void look() {
        try {
            Listing listing = Listing.of(folder);
            problems.addAll(listing.problems());
            problems.addAll(Manifest.verify(folder, listing));
            if (!listing.files().containsKey(Journal.FILE)) {
                problems.add(Journal.FILE + ": missing, or no file that can be read; nothing is known of the run");
                return;
            }
            story = readJournal();
            if (story.isPresent()) {
                files(listing, story.get());
                Retold.check(folder, listing.files().keySet(), story.get(), problems, untold);
            }
        } catch (IOException | UncheckedIOException e) {
            untold.add(folder + " cannot be read to its end: " + e.getMessage());
        }
    }

    private Optional<Story> readJournal() {
        try {
            Course course = new Course();
            StoryReader reader = new StoryReader();
            JournalReader.End end = JournalReader.read(folder, entry -> {
                course.take(entry.kind());
                reader.take(entry);
            });
            if (end.torn()) {
                torn(end, course.ended());
            }
            problems.addAll(course.problems());
            if (!course.ended()) {
                untold.add(Journal.FILE
                        + ": this run has not ended, its journal has no last entry that says how; nothing is"
                        + " proved by it");
            }
            return Optional.of(reader.story(end));
        } catch (JournalReader.BrokenJournal | OrdinaryFile.Unfit e) {
            problems.add(e.getMessage());
            return Optional.empty();
        }
    }

    /** A crash tears the entry that is being written, and nobody can tell it from a cut. After the run's end none is written. */
    private void torn(JournalReader.End end, boolean ended) {
        String where = Journal.FILE + ":" + (end.entries() + 1) + ": ";
        if (ended) {
            problems.add(
                    where + end.rest()
                            + " bytes follow the run's end and are not an entry, and no run writes such bytes; restore the file from a copy");
        } else {
            untold.add(
                    where + "ends after " + end.rest() + " bytes of an entry, as a crash leaves it and as a cut does;"
                            + " the entries before it are whole, and if it was a crash they are all that were reported as written."
                            + " If the run ended in order, restore the file from a copy; else continue with a verification by"
                            + " verify --resume, which drops those bytes, and begin a rehearsal again");
        }
    }

    /** Names, and the digests that the journal knows. */
    private void files(Listing listing, Story told) throws IOException {
        problems.addAll(KnownFiles.problems(listing.files().keySet(), told));
        for (RunEvent.Evidence kept : told.evidence()) {
            if (!KnownFiles.isEvidence(kept) || !digestIs(listing.files(), kept.file(), kept.sha256())) {
                problems.add(kept.file() + ": not what the journal says was kept as '" + kept.name() + "'");
            }
        }
        for (MoveEvent.Transfer transfer : told.transfers()) {
            String file = transfer.file().orElse("");
            if (transfer.sha256().isPresent()
                    && !digestIs(listing.files(), file, transfer.sha256().get())) {
                problems.add(file + ": not what the journal says the " + transfer.what() + " left");
            }
        }
        List<String> others = KnownFiles.byManifestAlone(listing.files().keySet(), told);
        if (!others.isEmpty()) {
            limits.add("other programs wrote " + String.join(", ", others)
                    + ": that they are as they were is known from the manifest alone");
        }
    }

    private static boolean digestIs(Map<String, Path> files, String name, String sha256) throws IOException {
        Path file = files.get(name);
        return file != null && Manifest.digest(file).equals(sha256);
    }

    private void compareHead(Optional<String> noted) {
        if (noted.isEmpty()) {
            limits.add("a journal that somebody rewrote from its first entry passes too; compare its head with the one"
                    + " that the run printed, by --head");
        } else if (story.isPresent() && !noted.get().equalsIgnoreCase(head())) {
            problems.add(Journal.FILE + ": its last entry has another hash than the one given by --head; it is not the"
                    + " journal that was noted, or not all of it");
        }
    }

    private String head() {
        return story.map(told -> told.chain().head()).orElse("");
    }

    private Result result() {
        Optional<Story.Ending> ending = story.flatMap(Story::ending);
        return new Result(
                problems,
                untold,
                limits,
                head(),
                story.map(told -> told.chain().entries()).orElse(0L),
                ending.map(Story.Ending::word).orElse(""),
                ending.map(Story.Ending::exitCode).orElse(null));
    }
}
