package dev.evenkeel.cli;

import dev.evenkeel.environment.Misconfigured;
import dev.evenkeel.environment.Role;
import dev.evenkeel.journal.Entry;
import dev.evenkeel.journal.JournalReader;
import dev.evenkeel.journal.OrdinaryFile;
import dev.evenkeel.mariadb.TableName;
import dev.evenkeel.parity.TableResult;
import dev.evenkeel.parity.Verdict;
import dev.evenkeel.parity.rows.TableMark;
import dev.evenkeel.replication.Standing;
import dev.evenkeel.runbook.ExitCode;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A verification that did not come to its end, as its journal tells it.
 *
 * @param standings where the sides stood, by role, when what follows began to be read
 * @param same tables that were shown to be the same under these standings
 * @param marks how far others were the same
 */
record BrokenOff(
        Path folder,
        VerifyChoice choice,
        Map<String, Standing> standings,
        Map<TableName, TableResult> same,
        Map<TableName, TableMark> marks) {
    static final String BEFORE = "before";
    static final String ANEW = "anew";

    BrokenOff {
        standings = Map.copyOf(standings);
        same = Map.copyOf(same);
        marks = Map.copyOf(marks);
    }

    /**
     * Reads a run to go on with.
     *
     * @param environment the profile, where its name or place has changed since
     * @param selected options given beside, which would choose other tables than those that were read
     */
    static BrokenOff read(Path folder, Optional<String> environment, List<String> selected) {
        if (!selected.isEmpty()) {
            throw new Misconfigured("--resume goes on with what the run compares; leave out "
                    + String.join(", ", selected) + ", or start a new run");
        }
        try {
            return told(folder, environment, JournalReader.read(folder));
        } catch (Misconfigured | UncheckedIOException | OrdinaryFile.Unfit e) {
            throw e;
        } catch (JournalReader.BrokenJournal e) {
            throw new Misconfigured(
                    "the journal in " + folder + " cannot be gone on with (" + e.getMessage() + "); start a new run");
        } catch (RuntimeException e) {
            // Whatever a field holds that no run writes there.
            throw new Misconfigured("the journal in " + folder + " cannot be gone on with, an entry of it is none of a"
                    + " verification; start a new run");
        }
    }

    private static BrokenOff told(Path folder, Optional<String> environment, List<Entry> entries) {
        Map<?, ?> chosen = Map.of();
        Optional<Entry> ended = Optional.empty();
        Map<String, Standing> standings = new HashMap<>();
        Map<TableName, TableResult> same = new TreeMap<>();
        Map<TableName, TableMark> marks = new TreeMap<>();
        for (Entry entry : entries) {
            switch (entry.kind()) {
                case RUN_STARTED -> {
                    chosen = entry.data().get("choice") instanceof Map<?, ?> choice ? choice : Map.of();
                    ended = Optional.empty();
                }
                case RUN_ENDED -> ended = Optional.of(entry);
                case COORDINATES -> {
                    if (entry.text("which").equals(BEFORE)) {
                        if (Boolean.TRUE.equals(entry.data().get(ANEW))) {
                            standings.clear();
                            same.clear();
                            marks.clear();
                        }
                        standings.put(entry.text("role"), Standing.of(entry.data()));
                    }
                }
                case PARITY_TABLE -> same(entry).ifPresent(result -> same.put(result.table(), result));
                case PARITY_MARK -> {
                    TableMark mark = TableMark.of(entry.data());
                    marks.put(mark.table(), mark);
                }
                default -> {
                    // Told again, or of no use for going on.
                }
            }
        }
        refuse(folder, chosen, ended);
        VerifyChoice choice = VerifyChoice.of(chosen);
        return new BrokenOff(folder, environment.map(choice::in).orElse(choice), standings, same, marks);
    }

    private static void refuse(Path folder, Map<?, ?> chosen, Optional<Entry> ended) {
        if (chosen.isEmpty()) {
            throw new Misconfigured(folder + " holds no run of verify; --resume goes on with those only");
        }
        boolean open = ended.isEmpty()
                || List.of((long) ExitCode.INTERRUPTED.number(), (long) ExitCode.BUG.number())
                        .contains(ended.get().number("exitCode"));
        if (!open) {
            throw new Misconfigured("the run in " + folder + " has come to its end ("
                    + ended.get().text("outcome") + "); start a new one");
        }
    }

    private static Optional<TableResult> same(Entry entry) {
        if (!entry.text("verdict").equals("Same")) {
            return Optional.empty();
        }
        long rows = entry.number("rowsSource");
        int chunks = (int) entry.number("chunks");
        return Optional.of(new TableResult(
                new TableName(entry.text("schema"), entry.text("table")),
                new Verdict.Same(rows, chunks),
                rows,
                rows,
                chunks,
                entry.text("method"),
                entry.number("bytes"),
                Duration.ofMillis(entry.number("millis"))));
    }

    /** Where both sides stood; empty when the run was broken off before that was known. */
    Optional<Standing> standing(Role role) {
        return standings.size() == 2 ? Optional.ofNullable(standings.get(role.label())) : Optional.empty();
    }
}
