package dev.evenkeel.transfer.exact;

import dev.evenkeel.catalog.Column;
import dev.evenkeel.catalog.Table;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.journal.Progress;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.mariadb.TableName;
import dev.evenkeel.transfer.TransferFailed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes FLOAT columns of a loaded copy equal to those it was dumped from, bit for bit. A text dump holds six of their
 * digits: 16777216 arrives as 16777200, and of a DOUBLE(10,2) no more than it shows; and an ENUM or SET with an empty member loses which one it was. Rows whose text lost something are corrected by key; tables without a key that
 * arrived exactly are written again. What is sent is kept in a file, so that dump and file together are the exact copy.
 */
public final class ExactFloats {
    private static final int FETCH_ROWS = 2_000;

    private final Server origin;
    private final Server target;
    private final Path supplement;
    private final Observer observer;

    /**
     * @param origin what the dump was taken from, unchanged since
     * @param supplement the file to keep the statements in, gzipped
     */
    public ExactFloats(Server origin, Server target, Path supplement, Observer observer) {
        this.origin = origin;
        this.target = target;
        this.supplement = supplement;
        this.observer = observer;
    }

    /** Corrects the tables that have columns whose text is not exact. The target must have no triggers on them yet. */
    public FloatResult correct(List<Table> tables) {
        long began = System.nanoTime();
        List<FloatTable> todo = tables.stream()
                .map(FloatTable::new)
                .filter(table -> !table.inexact().isEmpty())
                .toList();
        long estimate =
                todo.stream().mapToLong(table -> table.table().estimatedRows()).sum();
        List<TableName> rewritten = new ArrayList<>();
        long rows = 0;
        try (Progress progress = observer.progress("exact floats", "rows", estimate);
                Session from = origin.openPinned();
                Corrections corrections = new Corrections(target, supplement)) {
            for (FloatTable table : todo) {
                HiddenDigits digits = new HiddenDigits(table);
                Optional<HiddenDigits.Statements> hidden =
                        digits.held(from) ? Optional.of(statements(digits)) : Optional.empty();
                hidden.ifPresent(found -> corrections.run(List.of(found.widen())));
                if (table.keyed()) {
                    rows += correctByKey(from, table, corrections, progress);
                } else if (from.number(table.anyDoubtful()) == 1) {
                    rows += writeAnew(from, table, corrections, progress);
                    rewritten.add(table.table().name());
                }
                hidden.ifPresent(found -> corrections.run(List.of(found.narrow())));
            }
            corrections.finish();
        } catch (IOException e) {
            throw new TransferFailed(
                    "the exact floats cannot be written to " + supplement + " (" + e.getMessage()
                            + "); free space there and copy again",
                    e);
        } catch (DatabaseException e) {
            throw new TransferFailed(
                    "the exact floats cannot be brought from " + origin.name() + " to " + target.name() + ": "
                            + e.reason() + "; remove the cause and copy again",
                    e);
        }
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        List<TableName> names = todo.stream().map(table -> table.table().name()).toList();
        return new FloatResult(names, rows, rewritten, supplement, took);
    }

    private HiddenDigits.Statements statements(HiddenDigits digits) {
        try (Session copy = target.openPinned()) {
            return digits.statements(copy);
        }
    }

    private static long correctByKey(Session from, FloatTable table, Corrections corrections, Progress progress) {
        List<Column> keys = table.keyColumns();
        List<Column> inexact = table.inexact();
        StringBuilder tuple = new StringBuilder();
        try (FloatBatches batches = FloatBatches.byKey(table, corrections)) {
            from.stream(table.selectDoubtful(), FETCH_ROWS, row -> {
                tuple.setLength(0);
                int at = 1;
                for (Column key : keys) {
                    append(tuple, key, row.bytes(at++));
                }
                boolean lost = false;
                for (Column column : inexact) {
                    byte[] text = row.bytes(at++);
                    byte[] exact = row.bytes(at++);
                    append(tuple, column, exact);
                    lost |= exact != null && FloatTable.lost(column, ascii(text), ascii(exact));
                }
                progress.advance(1);
                if (lost) {
                    batches.add(tuple);
                }
            });
            return batches.finish();
        }
    }

    private static long writeAnew(Session from, FloatTable table, Corrections corrections, Progress progress) {
        List<Column> columns = table.storedColumns();
        StringBuilder tuple = new StringBuilder();
        corrections.run(List.of(table.empty()));
        try (FloatBatches batches = FloatBatches.whole(table, corrections)) {
            from.stream(table.selectWhole(), FETCH_ROWS, row -> {
                tuple.setLength(0);
                for (int i = 0; i < columns.size(); i++) {
                    append(tuple, columns.get(i), row.bytes(i + 1));
                }
                progress.advance(1);
                batches.add(tuple);
            });
            return batches.finish();
        }
    }

    private static void append(StringBuilder tuple, Column column, byte[] value) {
        tuple.append(tuple.length() == 0 ? "" : ",");
        tuple.append(value == null ? "NULL" : ExactLiteral.of(column).literal(value));
    }

    private static String ascii(byte[] value) {
        return new String(value, StandardCharsets.US_ASCII);
    }
}
