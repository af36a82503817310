package dev.evenkeel.transfer;

import dev.evenkeel.journal.Progress;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.mariadb.TableName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One file's way into a server: decides for each statement which connection runs it, and after what. */
final class FileLoad implements AutoCloseable {
    private static final byte[] AUTOCOMMIT = "SET autocommit = 1".getBytes(StandardCharsets.US_ASCII);

    private final Path file;
    private final LoadOptions options;
    private final Session catalog;
    private final String account;
    private final long packetBytes;
    private final Session main;
    private final RowWorkers workers;
    private final DeferredIndexes indexes;

    private final Map<TableName, FilledTable> tables = new HashMap<>();
    private final List<RewrittenDefiner> rewritten = new ArrayList<>();
    private final List<HeldTrigger> held = new ArrayList<>();
    private Optional<String> database = Optional.empty();
    private Optional<TableName> current = Optional.empty();
    private boolean referencesChecked;
    private long statements;
    private long rows;
    private long bytes;

    FileLoad(Server target, LoadOptions options, Session catalog, Path file, String account, long packetBytes) {
        this.file = file;
        this.options = options;
        this.catalog = catalog;
        this.account = account;
        this.packetBytes = packetBytes;
        this.main = open(target);
        try {
            this.workers = new RowWorkers(file, options, () -> open(target));
        } catch (RuntimeException e) {
            main.close();
            throw e;
        }
        this.indexes = new DeferredIndexes(target);
    }

    void run(Progress progress) {
        try (StatementReader reader = DumpFile.open(file, progress)) {
            boolean dump = reader.beginsLikeDump();
            for (DumpStatement statement = reader.next(); statement != null; statement = reader.next()) {
                if (dump && !reader.delimited()) {
                    throw cutShort();
                }
                take(statement, reader);
            }
            if (dump && !reader.sawCompleted()) {
                throw cutShort();
            }
        } catch (IOException e) {
            throw DumpFile.unreadable(file, e);
        }
        settle();
        rows += workers.rows();
    }

    private TransferFailed cutShort() {
        return new TransferFailed("the dump " + file
                + " is cut short: it begins like a dump and lacks the last line of one, '" + Dump.COMPLETED
                + "'; what was loaded of it is not whole; dump again");
    }

    long statements() {
        return statements;
    }

    long rows() {
        return rows;
    }

    long bytes() {
        return bytes;
    }

    List<RewrittenDefiner> rewritten() {
        return rewritten;
    }

    List<HeldTrigger> held() {
        return held;
    }

    List<TableName> deferred() {
        return indexes.tables();
    }

    @Override
    public void close() {
        workers.close();
        indexes.close();
        main.close();
    }

    private void take(DumpStatement statement, StatementReader reader) {
        statements++;
        bytes += statement.bytes().length;
        StatementKind kind = StatementKind.of(statement);
        if (kind.rows() && tooLarge(statement)) {
            for (DumpStatement part : reader.parts(statement, packetBytes - 1)) {
                checkSize(part);
                rows(part, kind);
            }
            return;
        }
        checkSize(statement);
        switch (kind.role()) {
            case SESSION, AUTOCOMMIT -> session(statement, kind, reader);
            case USE -> {
                rowsEnded();
                onMain(statement);
                workers.setting(statement.bytes());
                database = Optional.of(kind.name());
            }
            case DROPPED -> rowsEnded();
            case ROWS, ORDERED_ROWS -> rows(statement, kind);
            case TABLE, REFERRING_TABLE -> table(statement, kind);
            case TRIGGER -> trigger(statement);
            case OTHER -> other(statement);
        }
    }

    private void session(DumpStatement statement, StatementKind kind, StatementReader reader) {
        onMain(statement);
        workers.setting(statement.bytes());
        if (kind.role() == StatementKind.Role.AUTOCOMMIT) {
            main.raw(AUTOCOMMIT, 0, AUTOCOMMIT.length);
            workers.setting(AUTOCOMMIT);
        }
        main.list("SELECT @@sql_mode, @@character_set_client, @@foreign_key_checks", row -> {
            reader.backslashEscapes(!row.optional(1).orElse("").contains("NO_BACKSLASH_ESCAPES"));
            reader.charset(row.optional(2).orElse(""));
            referencesChecked = row.number(3) == 1;
            return true;
        });
    }

    private void rows(DumpStatement statement, StatementKind kind) {
        Optional<String> schema = kind.schema().or(() -> database);
        if (schema.isEmpty()) {
            onMain(statement);
            return;
        }
        TableName table = new TableName(schema.get(), kind.name());
        if (!current.equals(Optional.of(table))) {
            rowsEnded();
            current = Optional.of(table);
        }
        FilledTable filled = tables.computeIfAbsent(table, name -> FilledTable.of(catalog, name));
        // Where the file has references checked, a row must find those that stand before it.
        if (filled.oneByOne() || referencesChecked) {
            settle();
            rows += onMain(statement);
            return;
        }
        deferIndexes(table, filled, statement.bytes().length);
        if (filled.mustKeepOrder(statement, kind)) {
            workers.await(table);
        }
        workers.submit(statement, table, filled.ordered());
    }

    private void deferIndexes(TableName table, FilledTable filled, int more) {
        if (filled.grewOver(more, options.deferIndexBytes())) {
            workers.await(table);
            indexes.drop(catalog, table);
        }
    }

    private void table(DumpStatement statement, StatementKind kind) {
        rowsEnded();
        TableName table = new TableName(kind.schema().or(() -> database).orElse(""), kind.name());
        workers.await(table);
        if (indexes.concerns(table) || (kind.role() == StatementKind.Role.REFERRING_TABLE && indexes.outstanding())) {
            indexes.await(workers);
        }
        tables.remove(table);
        onMain(statement.with(GeneratedColumns.readable(statement.bytes())));
    }

    private void trigger(DumpStatement statement) {
        rowsEnded();
        DumpStatement own = withDefiner(statement);
        if (options.holdTriggers()) {
            held.add(HeldTrigger.hold(file, own.line(), own.bytes(), main));
            return;
        }
        settle();
        tables.clear();
        onMain(own);
    }

    private void other(DumpStatement statement) {
        rowsEnded();
        settle();
        tables.clear();
        long changed = onMain(withDefiner(statement));
        rows += StatementKind.insertsRows(statement) ? changed : 0;
    }

    /** Everything before is done and visible. */
    private void settle() {
        workers.drain();
        indexes.await(workers);
    }

    private void rowsEnded() {
        current.ifPresent(table -> indexes.rowsEnded(table, workers));
        current = Optional.empty();
    }

    private DumpStatement withDefiner(DumpStatement statement) {
        if (options.keepDefiners()) {
            return statement;
        }
        Definers.Rewriting rewriting = Definers.rewrite(statement.bytes(), account);
        rewriting.rewritten().map(old -> old.within(database)).ifPresent(rewritten::add);
        return statement.with(rewriting.statement());
    }

    private long onMain(DumpStatement statement) {
        try {
            return main.raw(statement.bytes(), 0, statement.bytes().length);
        } catch (DatabaseException e) {
            throw Refusal.of(file, statement.line(), e);
        }
    }

    /** The server counts the byte that says "query", and refuses what is as long as its limit. */
    private boolean tooLarge(DumpStatement statement) {
        return statement.bytes().length + 1L >= packetBytes;
    }

    private void checkSize(DumpStatement statement) {
        if (tooLarge(statement)) {
            throw new TransferFailed(file + " line " + statement.line() + ": one row or statement has "
                    + statement.bytes().length + " bytes and "
                    + catalog.server().name() + " takes " + packetBytes
                    + "; raise max_allowed_packet there and load again");
        }
    }

    private static Session open(Server target) {
        Session session = target.open();
        try {
            session.execute("SET SESSION unique_checks = 0, foreign_key_checks = 0");
            AnyCharset.allow(session);
        } catch (DatabaseException e) {
            session.close();
            throw e;
        }
        return session;
    }
}
