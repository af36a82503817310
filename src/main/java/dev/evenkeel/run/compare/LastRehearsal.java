package dev.evenkeel.run.compare;

import dev.evenkeel.event.Event;
import dev.evenkeel.event.EventCodec;
import dev.evenkeel.event.ExitCode;
import dev.evenkeel.event.PlanEvent;
import dev.evenkeel.event.Remark;
import dev.evenkeel.event.RunEvent;
import dev.evenkeel.journal.Entry;
import dev.evenkeel.journal.Journal;
import dev.evenkeel.journal.JournalReader;
import dev.evenkeel.journal.OrdinaryFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The newest rehearsal of exactly these sentences with exactly these steps that was done and proved. One with a drill is none:
 * something was broken in it on purpose. One whose journal was altered is none.
 *
 * @param run its id
 * @param at when it ended
 */
public record LastRehearsal(String run, Instant at) {
    private static final int NEWEST = 200;

    /**
     * @param reports where runs are
     * @param stepsSha256 of the steps and the program
     */
    public static Optional<LastRehearsal> in(Path reports, String runbookSha256, String stepsSha256) {
        if (!Files.isDirectory(reports)) {
            return Optional.empty();
        }
        List<Path> folders;
        try (Stream<Path> all = Files.list(reports)) {
            folders = all.filter(folder -> !Files.isSymbolicLink(folder))
                    .filter(folder -> Files.isRegularFile(folder.resolve(Journal.FILE)))
                    .sorted(Comparator.comparing(Path::getFileName).reversed())
                    .limit(NEWEST)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the reports in " + reports + " cannot be listed: " + e, e);
        }
        return folders.stream()
                .flatMap(folder -> green(folder, runbookSha256, stepsSha256).stream())
                .max(Comparator.comparing(LastRehearsal::at));
    }

    private static Optional<LastRehearsal> green(Path folder, String runbookSha256, String stepsSha256) {
        List<Entry> entries;
        try {
            entries = new ArrayList<>(JournalReader.read(folder));
        } catch (JournalReader.BrokenJournal | OrdinaryFile.Unfit | UncheckedIOException e) {
            return Optional.empty();
        }
        boolean rehearsed = false;
        boolean steps = false;
        boolean broken = false;
        Optional<Instant> done = Optional.empty();
        for (Entry entry : entries) {
            Event event = EventCodec.read(entry);
            if (event instanceof RunEvent.Started started) {
                rehearsed = started.command().equals("rehearse")
                        && started.runbook()
                                .filter(book -> book.sha256().equals(runbookSha256))
                                .isPresent();
            } else if (event instanceof PlanEvent.Steps used) {
                steps = used.sha256().equals(stepsSha256);
            } else if (event instanceof Remark.Damage || event instanceof Remark.Drill) {
                broken = true;
            } else if (event instanceof RunEvent.Ended ended) {
                done = ended.outcome().equals(Optional.of(ExitCode.DONE)) ? Optional.of(entry.at()) : Optional.empty();
            }
        }
        return rehearsed && steps && !broken
                ? done.map(at -> new LastRehearsal(folder.getFileName().toString(), at))
                : Optional.empty();
    }
}
