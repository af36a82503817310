package dev.evenkeel.runbook.steps;

import dev.evenkeel.event.Event;
import dev.evenkeel.event.EventCodec;
import dev.evenkeel.event.ExitCode;
import dev.evenkeel.event.MoveEvent;
import dev.evenkeel.event.RunEvent;
import dev.evenkeel.journal.Journal;
import dev.evenkeel.journal.JournalReader;
import dev.evenkeel.journal.OrdinaryFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** How long earlier runs of exactly this runbook froze the source, as their journals tell; shortest first. */
record EarlierFreezes(List<Long> millis) {
    private static final int NEWEST = 50;
    /** Of the newest runs, whatever they were: each journal is read as a whole, and a folder may hold years of them. */
    private static final int MOST_READ = 200;

    EarlierFreezes {
        millis = millis.stream().sorted().toList();
    }

    /** Those beside a run's own folder that ended done, the newest ones. A journal that cannot be read tells nothing. */
    static EarlierFreezes beside(Path own) {
        Optional<String> runbook = One.of(own).runbook;
        if (runbook.isEmpty()) {
            return new EarlierFreezes(List.of());
        }
        try (Stream<Path> folders = Files.list(own.toAbsolutePath().getParent())) {
            return new EarlierFreezes(folders.filter(folder -> !Files.isSymbolicLink(folder))
                    .filter(folder -> !folder.getFileName().equals(own.getFileName()))
                    .filter(folder -> Files.isRegularFile(folder.resolve(Journal.FILE)))
                    .sorted(Comparator.reverseOrder())
                    .limit(MOST_READ)
                    .map(One::of)
                    .filter(one -> one.runbook.equals(runbook) && one.done)
                    .flatMap(one -> one.frozen.stream())
                    .limit(NEWEST)
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException("the runs beside " + own + " cannot be listed: " + e, e);
        }
    }

    /** The shortest time within which that share of them ended, of those that were measured. */
    Optional<Long> percentile(int percent) {
        return millis.isEmpty() ? Optional.empty() : Optional.of(millis.get((millis.size() * percent + 99) / 100 - 1));
    }

    /** What one journal tells of it. */
    private static final class One {
        private Optional<String> runbook = Optional.empty();
        private Optional<Long> frozen = Optional.empty();
        private boolean done;

        static One of(Path folder) {
            One one = new One();
            try {
                JournalReader.read(folder, entry -> one.take(EventCodec.read(entry)));
            } catch (JournalReader.BrokenJournal | OrdinaryFile.Unfit | UncheckedIOException e) {
                return new One();
            }
            return one;
        }

        private void take(Event event) {
            if (event instanceof RunEvent.Started started) {
                runbook = started.runbook().map(RunEvent.Runbook::sha256);
            } else if (event instanceof MoveEvent.Cutover cutover) {
                frozen = cutover.frozenMillis();
            } else if (event instanceof RunEvent.Ended ended) {
                done = ended.outcome().equals(Optional.of(ExitCode.DONE));
            }
        }
    }
}
