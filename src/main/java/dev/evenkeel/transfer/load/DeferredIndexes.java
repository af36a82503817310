package dev.evenkeel.transfer.load;

import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Quoting;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.mariadb.TableName;
import dev.evenkeel.transfer.SentScript;
import dev.evenkeel.transfer.TransferFailed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Drops the plain secondary indexes of a table that is being filled and builds them in one go after its rows, which
 * the server does by sorting. Unique indexes stay, and those that a foreign key or AUTO_INCREMENT may rest on. The
 * table's definition afterwards is compared with what it was.
 */
final class DeferredIndexes implements AutoCloseable {
    private final Server server;
    private final SentScript told;
    private final ExecutorService builder = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "indexes");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<TableName, IndexPlan> dropped = new HashMap<>();
    private final Map<TableName, Future<?>> building = new HashMap<>();
    private final Set<TableName> done = new TreeSet<>();

    /** @param told is given what was dropped and built again */
    DeferredIndexes(Server server, SentScript told) {
        this.server = server;
        this.told = told;
    }

    /** Drops what may be dropped; nobody may have rows of the table uncommitted. */
    void drop(Session session, TableName table) {
        String definition = definition(session, table);
        IndexPlan plan = IndexPlan.of(definition, referencedColumns(session, table));
        if (plan.indexes().isEmpty()) {
            return;
        }
        alter(session, table, plan.names().stream().map(name -> "DROP INDEX " + Quoting.identifier(name)));
        dropped.put(table, plan);
        done.add(table);
    }

    /** The table has its rows, as far as is known: builds its indexes beside the further work. */
    void rowsEnded(TableName table, RowWorkers workers) {
        IndexPlan plan = dropped.remove(table);
        if (plan != null) {
            building.put(table, builder.submit(() -> {
                workers.await(table);
                build(table, plan);
            }));
        }
    }

    /** Returns when every table has its indexes. */
    void await(RowWorkers workers) {
        for (TableName table : List.copyOf(dropped.keySet())) {
            rowsEnded(table, workers);
        }
        for (Future<?> future : building.values()) {
            try {
                future.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new TransferFailed("the load into " + server.name() + " was interrupted");
            } catch (ExecutionException e) {
                if (e.getCause() instanceof TransferFailed failed) {
                    throw failed;
                }
                throw new TransferFailed(
                        "an index cannot be built on " + server.name() + ": "
                                + e.getCause().getMessage() + "; remove the cause and load again",
                        e.getCause());
            }
        }
        building.clear();
    }

    /** Some table lacks indexes at this moment. */
    boolean outstanding() {
        return !dropped.isEmpty() || !building.isEmpty();
    }

    boolean concerns(TableName table) {
        return dropped.containsKey(table) || building.containsKey(table);
    }

    List<TableName> tables() {
        return List.copyOf(done);
    }

    @Override
    public void close() {
        builder.shutdown();
    }

    private void build(TableName table, IndexPlan plan) {
        try (Session session = server.openPinned()) {
            // A definition in force elsewhere may be refused under a strict mode.
            session.execute("SET SESSION foreign_key_checks = 0");
            alter(session, table, plan.indexes().stream().map(index -> "ADD " + index));
            String now = IndexPlan.withoutCounter(definition(session, table));
            if (!now.equals(IndexPlan.withoutCounter(plan.definition()))) {
                throw new TransferFailed(
                        "table " + table + " on " + server.name()
                                + " is not defined as before after its indexes were built; load again with deferred indexes off");
            }
        } catch (DatabaseException e) {
            throw new TransferFailed(
                    "the indexes of table " + table + " cannot be built on " + server.name() + ": " + e.reason()
                            + "; remove the cause and load again",
                    e);
        }
    }

    private void alter(Session session, TableName table, Stream<String> changes) {
        byte[] sql = changes.collect(Collectors.joining(", ", "ALTER TABLE " + table.quoted() + " ", ""))
                .getBytes(StandardCharsets.UTF_8);
        session.raw(sql, 0, sql.length);
        told.afterwards(sql);
    }

    private static String definition(Session session, TableName table) {
        return session.first("SHOW CREATE TABLE " + table.quoted(), row -> row.text(2))
                .orElseThrow();
    }

    private static List<String> referencedColumns(Session session, TableName table) {
        return new ArrayList<>(session.list("""
                SELECT REFERENCED_COLUMN_NAME
                FROM information_schema.KEY_COLUMN_USAGE
                WHERE REFERENCED_TABLE_SCHEMA = ? AND REFERENCED_TABLE_NAME = ?
                """, row -> row.text(1), table.schema(), table.table()));
    }
}
