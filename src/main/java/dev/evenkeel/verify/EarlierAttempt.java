package dev.evenkeel.verify;

import dev.evenkeel.environment.Misconfigured;
import dev.evenkeel.environment.Role;
import dev.evenkeel.event.Event;
import dev.evenkeel.event.EventCodec;
import dev.evenkeel.event.ExitCode;
import dev.evenkeel.event.MoveEvent;
import dev.evenkeel.event.ParityEvent;
import dev.evenkeel.event.RunEvent;
import dev.evenkeel.event.Verdict;
import dev.evenkeel.journal.Entry;
import dev.evenkeel.journal.JournalReader;
import dev.evenkeel.journal.OrdinaryFile;
import dev.evenkeel.mariadb.TableName;
import dev.evenkeel.parity.TableResult;
import dev.evenkeel.parity.TableVerdict;
import dev.evenkeel.parity.rows.TableMark;
import dev.evenkeel.replication.writes.Standing;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A verification that did not come to its end, as its journal shows it.
 *
 * @param standings the positions of the sides, by role, when what follows began to be read
 * @param same tables that were shown to be the same under these standings
 * @param marks how far others were the same
 */
public record EarlierAttempt(
        Path folder,
        Choice choice,
        Map<String, Standing> standings,
        Map<TableName, TableResult> same,
        Map<TableName, TableMark> marks) {
    public EarlierAttempt {
        standings = Map.copyOf(standings);
        same = Map.copyOf(same);
        marks = Map.copyOf(marks);
    }

    /**
     * Reads a run to continue.
     *
     * @param environment the profile, where its name or place has changed since
     * @param selected options given beside, which would choose other tables than those that were read
     */
    public static EarlierAttempt read(Path folder, Optional<String> environment, List<String> selected) {
        if (!selected.isEmpty()) {
            throw new Misconfigured("--resume continues what the run compares; leave out " + String.join(", ", selected)
                    + ", or start a new run");
        }
        try {
            return told(folder, environment, JournalReader.read(folder));
        } catch (Misconfigured | UncheckedIOException | OrdinaryFile.Unfit e) {
            throw e;
        } catch (JournalReader.BrokenJournal e) {
            throw new Misconfigured(
                    "the journal in " + folder + " cannot be continued (" + e.getMessage() + "); start a new run");
        } catch (EventCodec.NotAsWritten | IllegalArgumentException | NoSuchElementException | ArithmeticException e) {
            // A field holds what no run writes there.
            throw new Misconfigured("the journal in " + folder + " cannot be continued, an entry of it is none of a"
                    + " verification; start a new run");
        }
    }

    private static EarlierAttempt told(Path folder, Optional<String> environment, List<Entry> entries) {
        Optional<RunEvent.Choice> chosen = Optional.empty();
        Optional<RunEvent.Ended> ended = Optional.empty();
        Map<String, Standing> standings = new HashMap<>();
        Map<TableName, TableResult> same = new TreeMap<>();
        Map<TableName, TableMark> marks = new TreeMap<>();
        for (Entry entry : entries) {
            Event event = read(entry);
            if (event instanceof RunEvent.Started started) {
                chosen = started.choice();
                ended = Optional.empty();
            } else if (event instanceof RunEvent.Ended end) {
                ended = Optional.of(end);
            } else if (event instanceof MoveEvent.Coordinates place
                    && place.which().equals(MoveEvent.Coordinates.BEFORE)) {
                if (place.anew().orElse(false)) {
                    standings.clear();
                    same.clear();
                    marks.clear();
                }
                standings.put(place.role(), Standing.of(place.place()).orElseThrow());
            } else if (event instanceof ParityEvent.Table table) {
                same(table).ifPresent(result -> same.put(result.table(), result));
            } else if (event instanceof ParityEvent.Mark told) {
                TableMark mark = TableMark.of(told);
                marks.put(mark.table(), mark);
            }
        }
        refuse(folder, chosen, ended);
        Choice choice = Choice.of(chosen.orElseThrow());
        return new EarlierAttempt(folder, environment.map(choice::in).orElse(choice), standings, same, marks);
    }

    /** What is built on must be there in full. */
    private static Event read(Entry entry) {
        Event event = EventCodec.read(entry);
        boolean builtOn = event instanceof MoveEvent.Coordinates
                || event instanceof ParityEvent.Table
                || event instanceof ParityEvent.Mark;
        return builtOn ? EventCodec.readWhole(entry) : event;
    }

    private static void refuse(Path folder, Optional<RunEvent.Choice> chosen, Optional<RunEvent.Ended> ended) {
        if (chosen.isEmpty()) {
            throw new Misconfigured(folder + " is not a run of verify; --resume continues those only");
        }
        Optional<ExitCode> code = ended.flatMap(RunEvent.Ended::outcome);
        boolean open = ended.isEmpty()
                || code.filter(Set.of(ExitCode.INTERRUPTED, ExitCode.BUG)::contains)
                        .isPresent();
        if (!open) {
            throw new Misconfigured("the run in " + folder + " has come to its end ("
                    + code.map(ExitCode::name).orElse("in a way that is not known") + "); start a new one");
        }
    }

    private static Optional<TableResult> same(ParityEvent.Table told) {
        if (told.verdict() != Verdict.SAME) {
            return Optional.empty();
        }
        long rows = told.rowsSource().orElseThrow();
        int chunks = Math.toIntExact(told.chunks().orElseThrow());
        return Optional.of(new TableResult(
                new TableName(told.schema(), told.table()),
                new TableVerdict.Same(rows, chunks),
                rows,
                rows,
                chunks,
                told.method(),
                told.bytes().orElseThrow(),
                Duration.ofMillis(told.millis().orElseThrow())));
    }

    /** The positions of both sides; empty when the run was broken off before that was known. */
    Optional<Standing> standing(Role role) {
        return standings.size() == 2 ? Optional.ofNullable(standings.get(role.label())) : Optional.empty();
    }
}
