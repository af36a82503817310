package dev.evenkeel.transfer.load;

import dev.evenkeel.journal.Progress;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.mariadb.TableName;
import dev.evenkeel.transfer.LoadOptions;
import dev.evenkeel.transfer.SentScript;
import dev.evenkeel.transfer.TransferFailed;
import dev.evenkeel.transfer.script.DumpFile;
import dev.evenkeel.transfer.script.DumpStatement;
import dev.evenkeel.transfer.script.Omissions;
import dev.evenkeel.transfer.script.Script;
import dev.evenkeel.transfer.script.SetVariables;
import dev.evenkeel.transfer.script.StatementKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One file's way into a server: decides for each statement which connection runs it, and after what. */
final class FileLoad implements AutoCloseable {
    private static final byte[] AUTOCOMMIT = "SET autocommit = 1".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LOGGING = "SET SESSION sql_log_bin = 1".getBytes(StandardCharsets.US_ASCII);

    private final Path file;
    private final LoadOptions options;
    private final LoadedDefiners definers;
    private final Optional<UserRules> rules;
    private final Session catalog;
    private final long packetBytes;
    private final MainConnection main;
    private final RowWorkers workers;
    private final DeferredIndexes indexes;

    private final Map<TableName, FilledTable> tables = new HashMap<>();
    /** By the file, since a statement that might have made triggers. */
    private final Set<TableName> created = new HashSet<>();

    private final List<HeldStatement> held = new ArrayList<>();
    private Optional<String> database = Optional.empty();
    private Optional<TableName> current = Optional.empty();
    private boolean referencesChecked;
    private boolean changedAnything;
    private boolean choseItself;
    private boolean onlyChose = true;
    private long statements;
    private long rows;
    private long bytes;

    /**
     * @param rules for a user's file
     * @param told is given what creates and alters, and no rows
     */
    FileLoad(
            Server target,
            LoadOptions options,
            LoadedDefiners definers,
            Session catalog,
            Path file,
            long packetBytes,
            Optional<UserRules> rules,
            SentScript told) {
        this.file = file;
        this.options = options;
        this.definers = definers;
        this.rules = rules;
        this.catalog = catalog;
        this.packetBytes = packetBytes;
        this.main = new MainConnection(target, new Refusal(options), told);
        try {
            this.workers = new RowWorkers(file, options, () -> MainConnection.open(target));
        } catch (RuntimeException e) {
            main.close();
            throw e;
        }
        this.indexes = new DeferredIndexes(target, told);
    }

    void run(Progress progress) {
        Omissions omissions = rules.map(UserRules::omissions).orElseGet(Omissions::new);
        try (Script script = new Script(file, options, omissions, progress)) {
            // A server may have its own sql_mode, by which the file is meant.
            follow(script);
            for (DumpStatement statement = script.next(); statement != null; statement = script.next()) {
                take(statement, script);
                // A small file is read at once and may take long.
                progress.advance(0);
            }
        } catch (IOException e) {
            throw DumpFile.unreadable(file, e);
        }
        settle();
        rows += workers.rows();
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

    /** The database that was chosen last, for the files that follow. */
    Optional<String> database() {
        return database;
    }

    /** It says itself which database it is for. */
    boolean choseItself() {
        return choseItself;
    }

    /** It does nothing else: no table, no row, no routine. */
    boolean onlyChose() {
        return onlyChose;
    }

    /** Something was created, changed or filled. */
    boolean changedAnything() {
        return changedAnything;
    }

    List<HeldStatement> held() {
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

    private void take(DumpStatement given, Script script) {
        statements++;
        bytes += given.bytes().length;
        StatementKind kind = StatementKind.of(given);
        DumpStatement statement = given;
        if (rules.isPresent()) {
            if (rules.get().leavesOut(given, kind, database)) {
                // It chooses a database that nothing is loaded into.
                database = kind.role() == StatementKind.Role.USE ? Optional.of(kind.name()) : database;
                return;
            }
            choose(rules.get().databaseFor(given, kind, database));
            statement = kind.rows() ? given : rules.get().collations().replacedIn(given);
        }
        if (kind.rows() && RowWorkers.tooLarge(statement, packetBytes)) {
            for (DumpStatement part : script.parts(statement, packetBytes - 1)) {
                checkSize(part);
                rows(part, kind);
            }
            return;
        }
        checkSize(statement);
        run(statement, kind, script);
    }

    private void run(DumpStatement statement, StatementKind kind, Script script) {
        onlyChose &= rules.isPresent() && UserRules.choosesOnly(statement, kind);
        switch (kind.role()) {
            case SESSION, AUTOCOMMIT -> session(statement, kind, script);
            case USE -> {
                rowsEnded();
                main.use(statement, database);
                workers.setting(statement.bytes());
                choseItself = true;
                database = Optional.of(kind.name());
            }
            case DROPPED -> rowsEnded();
            case ROWS, ORDERED_ROWS -> rows(statement, kind);
            case TABLE, REFERRING_TABLE -> table(statement, kind);
            case TRIGGER -> trigger(statement);
            case OTHER -> other(statement);
        }
    }

    /** A database that the file did not choose itself. */
    private void choose(Optional<String> name) {
        if (name.isEmpty()) {
            return;
        }
        rowsEnded();
        byte[] use = DefaultDatabase.choice(name.get());
        if (!DefaultDatabase.exists(catalog, name.get())) {
            main.create(rules.orElseThrow().creation());
        }
        setting(use);
        database = name;
    }

    private void session(DumpStatement statement, StatementKind kind, Script script) {
        if (rules.isPresent() && UserRules.reads(statement)) {
            rowsEnded();
            settle();
        }
        if (!main.set(statement, database)) {
            rules.ifPresent(user -> user.omissions()
                    .add(
                            "the setting NOTE_VERBOSITY",
                            "this server does not know it; it says which notes are shown, and changes no data",
                            statement));
            return;
        }
        workers.setting(statement.bytes());
        if (options.keepInvalidDates()) {
            // Those connections run nothing but rows: what is created keeps the sql_mode that it is created under.
            workers.setting(MainConnection.ANY_DATE);
        }
        if (kind.role() == StatementKind.Role.AUTOCOMMIT) {
            setting(AUTOCOMMIT);
        }
        if (rules.isPresent() && SetVariables.stopsLogging(statement)) {
            // The replica is fed by the binlog.
            setting(LOGGING);
        }
        follow(script);
    }

    private void setting(byte[] sql) {
        main.set(sql);
        workers.setting(sql);
    }

    private void follow(Script script) {
        MainConnection.Settings settings = main.settings();
        script.session(settings.sqlMode(), settings.charset());
        referencesChecked = settings.referencesChecked();
    }

    private void rows(DumpStatement statement, StatementKind kind) {
        changedAnything = true;
        Optional<String> schema = kind.schema().or(() -> database);
        if (schema.isEmpty()) {
            rowsOnMain(statement);
            return;
        }
        TableName table = new TableName(schema.get(), kind.name());
        if (!current.equals(Optional.of(table))) {
            rowsEnded();
            current = Optional.of(table);
        }
        FilledTable filled = tables.computeIfAbsent(
                table,
                name -> created.contains(name) ? FilledTable.created(catalog, name) : FilledTable.of(catalog, name));
        // Where the file has references checked, a row must find those that are before it.
        // What is numbered in a user's file may be asked for by LAST_INSERT_ID, which is the session's own.
        if (filled.oneByOne() || referencesChecked || (rules.isPresent() && filled.surelyNumbers(statement, kind))) {
            settle();
            rows += rowsOnMain(statement);
            return;
        }
        deferIndexes(table, filled, statement.bytes().length);
        if (filled.mustKeepOrder(statement, kind)) {
            workers.await(table);
        }
        workers.submit(statement, table, filled.ordered());
    }

    private long rowsOnMain(DumpStatement statement) {
        return main.rows(statement, database, options.keepInvalidDates());
    }

    private void deferIndexes(TableName table, FilledTable filled, int more) {
        if (filled.grewOver(more, options.deferIndexBytes())) {
            workers.await(table);
            indexes.drop(catalog, table);
        }
    }

    private void table(DumpStatement statement, StatementKind kind) {
        changedAnything = true;
        rowsEnded();
        TableName table = new TableName(kind.schema().or(() -> database).orElse(""), kind.name());
        workers.await(table);
        if (indexes.concerns(table) || (kind.role() == StatementKind.Role.REFERRING_TABLE && indexes.outstanding())) {
            indexes.await(workers);
        }
        tables.remove(table);
        created.remove(table);
        main.run(statement.with(GeneratedColumns.readable(statement.bytes())), database);
        if (StatementKind.createsAnew(statement)) {
            created.add(table);
        }
    }

    private void trigger(DumpStatement statement) {
        changedAnything = true;
        rowsEnded();
        DumpStatement own = definers.of(statement, database, main.session());
        if (options.holdTriggers()) {
            held.add(HeldStatement.hold(own, main.session()));
            return;
        }
        settle();
        forget();
        main.run(own, database);
    }

    private void other(DumpStatement statement) {
        changedAnything |= StatementKind.changesSomething(statement);
        rowsEnded();
        settle();
        forget();
        long changed = main.run(definers.of(statement, database, main.session()), database);
        rows += StatementKind.insertsRows(statement) ? changed : 0;
    }

    private void forget() {
        tables.clear();
        created.clear();
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

    private void checkSize(DumpStatement statement) {
        if (RowWorkers.tooLarge(statement, packetBytes)) {
            throw new TransferFailed(statement.file() + " line " + statement.line() + ": one row or statement has "
                    + statement.bytes().length + " bytes and "
                    + catalog.server().name() + " takes " + packetBytes
                    + "; raise max_allowed_packet there and load again");
        }
    }
}
