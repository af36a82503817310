package dev.evenkeel.replication;

import dev.evenkeel.catalog.Table;
import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.GtidSet;
import dev.evenkeel.mariadb.TableName;
import dev.evenkeel.replication.EventBytes.Undecodable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Turns the events of a binlog, byte for byte as the server sends them, into changes. */
final class EventReader {
    private static final int QUERY = 2;
    private static final int ROTATE = 4;
    private static final int TABLE_MAP = 19;
    static final int WRITE_V1 = 23;
    static final int DELETE_V1 = 25;
    static final int WRITE_V2 = 30;
    static final int DELETE_V2 = 32;
    private static final int GTID = 162;
    /**
     * Events without rows: stop, integers, seeds and variables of the statement behind, format, commit, heartbeats,
     * MySQL's GTIDs, text of the statement, checkpoints, the beginning of encryption. Rotation is followed where it arrives.
     */
    static final Set<Integer> WITHOUT_ROWS =
            Set.of(3, ROTATE, 5, 13, 14, 15, 16, 27, 28, 29, 33, 34, 35, 160, 161, 163, 164);

    private static final Set<String> SYSTEM = Set.of("mysql", "information_schema", "performance_schema", "sys");
    private static final long NO_TABLE = 0xff_ffffL;

    private final FeedTables tables;
    private final OptionalLong only;
    private final Consumer<Change> sink;
    private final Map<Long, WireTable> maps = new HashMap<>();
    /** Tables whose map could not be read, by its number. */
    private final Map<Long, TableName> unread = new HashMap<>();

    /** Tables with rows in the transaction that is being read. */
    private final Set<TableName> inTransaction = new TreeSet<>();

    private BinlogPosition position;

    /**
     * @param only the server whose events count, where the others are replication's
     */
    EventReader(FeedTables tables, BinlogPosition from, OptionalLong only, Consumer<Change> sink) {
        this.tables = tables;
        this.position = from;
        this.only = only;
        this.sink = sink;
    }

    /** What stands before an event's bytes. */
    record Header(int type, long serverId, Instant at, long length, long nextPosition, boolean artificial) {}

    /** What an event tells, while it may still be arriving. */
    private interface Content {
        void tell() throws IOException;
    }

    BinlogPosition position() {
        return position;
    }

    void rotated(String file, long offset) {
        if (!position.file().equals(file)) {
            // Numbers of tables are given anew.
            maps.clear();
            unread.clear();
            position = new BinlogPosition(file, offset);
        }
    }

    void read(Header header, byte[] body) throws IOException {
        read(header, () -> changes(header, body), () -> {});
    }

    /** An event that is not to be held in memory; it is finished here. */
    void readLarge(BinlogEvent event) throws IOException {
        read(event.header(), () -> LargeEvents.tell(event, this), event::finish);
    }

    private void read(Header header, Content content, Content end) throws IOException {
        BinlogPosition before = position;
        boolean told = false;
        try {
            position = BinlogEvent.end(header, position);
            try {
                content.tell();
            } catch (Undecodable e) {
                all(header, "event " + header.type() + " could not be read: " + e.getMessage());
            } catch (RuntimeException | StackOverflowError e) {
                // Nothing that a single event holds may keep the feed from the next one.
                all(header, "event " + header.type() + " could not be read: " + e);
            }
            end.tell();
            sink.accept(new Change.Reached(position));
            told = true;
        } finally {
            if (!told) {
                position = before;
            }
        }
    }

    /** The table that a number means, where its map could be read. */
    Optional<WireTable> wire(long id) {
        return Optional.ofNullable(maps.get(id));
    }

    Optional<Table> table(TableName name) {
        return tables.table(name);
    }

    /** Rows of a table were written that are not read. */
    void unreadRows(Header header, long id, int kind, String reason) {
        TableName name = maps.containsKey(id) ? maps.get(id).name() : unread.get(id);
        if (name == null) {
            all(header, "rows of a table that was not announced");
        } else {
            inTransaction.add(name);
            tables(header, reach(name, kind), reason);
        }
    }

    private void changes(Header header, byte[] body) {
        int type = header.type();
        if (type == GTID) {
            inTransaction.clear();
            EventBytes event = new EventBytes(body);
            long sequence = event.little(8);
            sink.accept(new Change.Begun(
                    new GtidSet.Gtid(event.little(4), header.serverId(), sequence), position, header.at()));
        } else if (type == TABLE_MAP) {
            map(body);
        } else if (type >= WRITE_V1 && type <= DELETE_V1) {
            rows(header, new EventBytes(body), type - WRITE_V1, false);
        } else if (type >= WRITE_V2 && type <= DELETE_V2) {
            rows(header, new EventBytes(body), type - WRITE_V2, true);
        } else if (type == QUERY) {
            statement(header, new EventBytes(body));
        } else if (!WITHOUT_ROWS.contains(type)) {
            all(header, "an event of type " + type + " is not understood");
        }
    }

    private void map(byte[] body) {
        long id = WireTable.id(new EventBytes(body));
        maps.remove(id);
        unread.remove(id);
        try {
            maps.put(id, WireTable.read(new EventBytes(body)));
        } catch (Undecodable e) {
            unread.put(id, WireTable.nameOf(new EventBytes(body)));
        }
    }

    private void statement(Header header, EventBytes event) {
        event.skip(8);
        int schemaLength = event.one();
        event.skip(2);
        EventBytes variables = new EventBytes(event.take((int) event.little(2)));
        String schema = new String(event.take(schemaLength), StandardCharsets.UTF_8);
        event.skip(1);
        StatementText text = StatementText.of(variables, event.rest());
        String sql = text.sql();
        Meaning meaning = StatementReader.read(schema, sql);
        if (meaning instanceof Meaning.Undone) {
            // A transaction that also wrote to a table without transactions is logged with what was rolled back of it.
            tables(header, tables.cascades().reach(inTransaction), "a part of a transaction was rolled back");
        } else if (meaning instanceof Meaning.Tables && !text.namesAreCertain()) {
            all(header, "the binlog holds a statement in another character set: " + shortened(sql));
        } else if (meaning instanceof Meaning.Tables named) {
            List<TableName> names = named.names().stream().map(tables::meant).toList();
            tables(header, tables.cascades().reach(names), "its definition was changed");
        } else if (meaning instanceof Meaning.Anything) {
            all(header, "the binlog holds a statement instead of rows: " + shortened(sql));
        }
    }

    /** The first words; values stand behind them. */
    private static String shortened(String sql) {
        String[] words = sql.strip().split("\\s+", 5);
        return String.join(" ", java.util.Arrays.copyOf(words, Math.min(3, words.length))) + " …";
    }

    void rows(Header header, EventBytes event, int kind, boolean second) {
        long id = WireTable.id(event);
        event.skip(2);
        if (second) {
            event.skip(event.little(2) - 2);
        }
        WireTable wire = maps.get(id);
        TableName name = wire == null ? unread.get(id) : wire.name();
        if (name == null) {
            if (id != NO_TABLE) {
                all(header, "rows of a table that was not announced");
            }
            return;
        }
        boolean cascades = !tables.cascades().from(name).isEmpty();
        if (SYSTEM.contains(name.schema()) || !tables.holds(name) && !cascades || !counts(header)) {
            return;
        }
        inTransaction.add(name);
        Optional<Table> table = tables.table(name);
        Optional<String> doubt = wire == null
                ? Optional.of("its columns are of an unknown type")
                : table.isEmpty() ? Optional.of("it is not in the catalog") : wire.disagreement(table.get());
        if (doubt.isPresent()) {
            tables(header, reach(name, kind), doubt.get());
            return;
        }
        try {
            rows(header, event, kind, wire, table.get());
        } catch (Undecodable e) {
            tables(header, reach(name, kind), e.getMessage());
        }
    }

    /** What a change of unknown rows reaches; an insert reaches nothing else. */
    private Collection<TableName> reach(TableName name, int kind) {
        return kind == 0 ? Set.of(name) : tables.cascades().reach(Set.of(name));
    }

    private void rows(Header header, EventBytes event, int kind, WireTable wire, Table table) {
        int columns = (int) event.packed();
        if (columns != wire.columns().size()) {
            throw new Undecodable("the rows have " + columns + " columns");
        }
        boolean[] sent = event.bits(columns);
        boolean[] sentAfter = kind == 1 ? event.bits(columns) : sent;
        List<KeyColumn> key = KeyColumn.of(table);
        if (key.isEmpty()) {
            tables(header, Set.of(table.name()), "it has no primary key that the binlog tells");
        }
        strange(header, table.name());
        while (event.left() > 0) {
            RowImage row = RowImage.read(event, sent, wire, table);
            RowImage after = kind == 1 ? RowImage.read(event, sentAfter, wire, table) : row;
            if (!key.isEmpty()) {
                changed(kind, table.name(), row.key(key), after.key(key));
            }
            for (Cascades.ForeignKey child : tables.cascades().from(table.name())) {
                if (kind == 2 && child.onDelete()) {
                    cascaded(child, child.whenDeleted(), List.of(row));
                } else if (kind == 1 && child.onUpdate() && row.mayDiffer(after, child.columns())) {
                    cascaded(child, child.whenUpdated(), List.of(row, after));
                }
            }
        }
    }

    /** @param parents the rows whose values the changed ones had or have */
    private void cascaded(Cascades.ForeignKey child, Cascades.Rule rule, List<RowImage> parents) {
        String reason = "a foreign key to " + child.parent() + " changed rows of it";
        Set<TableName> further = new TreeSet<>(tables.cascades().reach(Set.of(child.child())));
        boolean onwards = !tables.cascades().from(child.child()).isEmpty();
        List<Optional<List<String>>> values = rule == Cascades.Rule.CASCADE
                ? parents.stream().map(row -> values(child, row)).toList()
                : List.of(Optional.empty());
        if (values.stream().allMatch(Optional::isPresent) && tables.holds(child.child())) {
            values.forEach(found ->
                    sink.accept(new Change.RowsCascaded(child.child(), child.childColumns(), found.get(), position)));
            // A table that refers to itself is reached again.
            if (!tables.cascades().from(child.child()).stream()
                    .anyMatch(
                            key -> tables.cascades().reach(Set.of(key.child())).contains(child.child()))) {
                further.remove(child.child());
            }
        } else {
            onwards = true;
        }
        if (onwards) {
            dirty(further, reason);
        }
    }

    /** The values that the child's rows refer to; empty when they cannot be read in both tables' columns. */
    private Optional<List<String>> values(Cascades.ForeignKey child, RowImage parent) {
        Optional<Table> table = tables.table(child.child());
        if (table.isEmpty()) {
            return Optional.empty();
        }
        try {
            List<KeyColumn> referring = KeyColumn.of(table.get(), child.childColumns());
            List<KeyColumn> referred = KeyColumn.of(parent.table(), child.columns());
            return referring.isEmpty() || referred.isEmpty() ? Optional.empty() : Optional.of(parent.key(referred));
        } catch (Undecodable e) {
            return Optional.empty();
        }
    }

    private void changed(int kind, TableName table, List<String> before, List<String> after) {
        if (kind == 1 && before.equals(after)) {
            sink.accept(new Change.RowChanged(table, Change.Kind.UPDATED, before, position));
            return;
        }
        if (kind != 0) {
            sink.accept(new Change.RowChanged(table, Change.Kind.DELETED, before, position));
        }
        if (kind != 2) {
            sink.accept(new Change.RowChanged(table, Change.Kind.INSERTED, after, position));
        }
    }

    private void tables(Header header, Collection<TableName> names, String reason) {
        if (counts(header)) {
            names.stream().filter(tables::holds).forEach(name -> strange(header, name));
            dirty(names, reason);
        }
    }

    private void dirty(Collection<TableName> names, String reason) {
        names.stream()
                .filter(tables::holds)
                .forEach(name -> sink.accept(new Change.TableDirty(name, reason, position)));
    }

    void all(Header header, String reason) {
        if (counts(header)) {
            sink.accept(new Change.AllDirty(reason, position));
        }
    }

    private boolean counts(Header header) {
        return only.isEmpty() || only.getAsLong() == header.serverId();
    }

    private void strange(Header header, TableName table) {
        if (only.isPresent()) {
            sink.accept(new Change.Strange(table, header.serverId(), position, header.at()));
        }
    }
}
