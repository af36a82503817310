package dev.evenkeel.replication.feed;

import dev.evenkeel.catalog.ObjectScope;
import dev.evenkeel.catalog.Table;
import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.GtidSet;
import dev.evenkeel.mariadb.TableName;
import dev.evenkeel.replication.binlog.Logged;
import dev.evenkeel.replication.statement.Defined;
import dev.evenkeel.replication.statement.LoggedStatement;
import dev.evenkeel.replication.statement.Meaning;
import dev.evenkeel.replication.statement.StatementText;
import dev.evenkeel.replication.statement.XaStatement;
import dev.evenkeel.replication.wire.BinlogEvent;
import dev.evenkeel.replication.wire.Compressed;
import dev.evenkeel.replication.wire.EventBytes;
import dev.evenkeel.replication.wire.EventBytes.Undecodable;
import dev.evenkeel.replication.wire.EventHeader;
import dev.evenkeel.replication.wire.EventTypes;
import dev.evenkeel.replication.wire.KeyColumn;
import dev.evenkeel.replication.wire.RowImage;
import dev.evenkeel.replication.wire.WireTable;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Turns the events of a binlog, byte for byte as the server sends them, into changes. */
final class EventReader {
    /** Of a GTID's flags: its group is prepared, and another one will say what becomes of it. */
    private static final int TO_BE_PREPARED = 0x40;

    private static final int NAMES_KEPT = 10_000;

    private static final Set<String> SYSTEM = Set.of("mysql", "information_schema", "performance_schema", "sys");
    private static final long NO_TABLE = 0xff_ffffL;

    private final FeedTables tables;
    private final Consumer<Change> sink;
    private final PreparedChanges prepared;
    private final CascadedRows cascaded;
    private final Map<Long, WireTable> maps = new HashMap<>();
    /** Tables whose map could not be read, by its number. */
    private final Map<Long, TableName> unread = new HashMap<>();

    /** Tables with rows in the transaction that is being read. */
    private final Set<TableName> inTransaction = new TreeSet<>();

    /** Tables that statements met here have made, which are in no catalog yet. */
    private final Set<TableName> made = new HashSet<>();

    private BinlogPosition position;

    EventReader(FeedTables tables, BinlogPosition from, Consumer<Change> sink) {
        this.tables = tables;
        this.position = from;
        this.prepared = new PreparedChanges(sink);
        this.sink = prepared;
        this.cascaded = new CascadedRows(tables, prepared);
    }

    /** What an event tells, while it may still be arriving. */
    private interface Content {
        void tell() throws IOException;
    }

    BinlogPosition position() {
        return position;
    }

    void rotated(String file, long offset) {
        if (!position.file().equals(file)) {
            // Numbers of tables are given again.
            maps.clear();
            unread.clear();
            position = new BinlogPosition(file, offset);
        }
    }

    void read(EventHeader header, byte[] body) throws IOException {
        read(header, () -> changes(header, body), () -> {});
    }

    /** An event that is not to be held in memory; it is finished here. */
    void readLarge(BinlogEvent event) throws IOException {
        undefined(event.header());
        read(event.header(), () -> LargeEvents.tell(event, this), event::finish);
    }

    private void read(EventHeader header, Content content, Content end) throws IOException {
        BinlogPosition before = position;
        boolean told = false;
        try {
            position = header.end(position);
            try {
                content.tell();
            } catch (Undecodable e) {
                undefined(header);
                all(header, "event " + header.type() + " could not be read: " + e.getMessage());
            } catch (RuntimeException | StackOverflowError e) {
                undefined(header);
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

    /** A statement that is not read may have defined anything. */
    private void undefined(EventHeader header) {
        if (Compressed.plain(header.type()) == EventTypes.QUERY) {
            sink.accept(new Change.Defined(ObjectScope.EVERYTHING, position));
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
    void unreadRows(EventHeader header, long id, int kind, String reason) {
        TableName name = maps.containsKey(id) ? maps.get(id).name() : unread.get(id);
        if (name == null) {
            all(header, "rows of a table that was not announced");
        } else {
            inTransaction.add(name);
            dirty(reach(name, kind), reason);
        }
    }

    private void changes(EventHeader header, byte[] body) {
        int type = Compressed.plain(header.type());
        boolean compressed = Compressed.is(header.type());
        if (type == BinlogEvent.GTID) {
            inTransaction.clear();
            EventBytes event = new EventBytes(body);
            long sequence = event.little(8);
            long domain = event.little(4);
            prepared.begin((event.one() & TO_BE_PREPARED) != 0);
            sink.accept(new Change.Begun(new GtidSet.Gtid(domain, header.serverId(), sequence), position, header.at()));
        } else if (type == Logged.TABLE_MAP) {
            map(body);
        } else if (type >= EventTypes.WRITE_V1 && type <= EventTypes.DELETE_V1) {
            rows(header, new EventBytes(body), type - EventTypes.WRITE_V1, false, compressed);
        } else if (type >= EventTypes.WRITE_V2 && type <= EventTypes.DELETE_V2) {
            rows(header, new EventBytes(body), type - EventTypes.WRITE_V2, true, compressed);
        } else if (type == EventTypes.QUERY) {
            statement(header, new EventBytes(body), compressed);
        } else if (type == Logged.XA_PREPARE) {
            prepare(header, new EventBytes(body));
        } else if (!EventTypes.WITHOUT_ROWS.contains(type)) {
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

    private void prepare(EventHeader header, EventBytes event) {
        boolean onePhase = event.one() != 0;
        long format = event.little(4);
        int global = (int) event.little(4);
        int branch = (int) event.little(4);
        String transaction = XaStatement.transaction(format, event.take(global), event.take(branch));
        prepared.prepared(transaction);
        if (onePhase) {
            finished(header, new Meaning.Finished(transaction, true));
        }
    }

    private void finished(EventHeader header, Meaning.Finished end) {
        if (!prepared.finished(end, position)) {
            all(header, "a transaction was committed that was prepared before the binlog was followed");
        }
    }

    private void statement(EventHeader header, EventBytes event, boolean compressed) {
        Logged.Statement statement = Logged.Statement.read(event, compressed);
        String schema = statement.schema();
        StatementText text = statement.text();
        String sql = text.sql();
        ObjectScope objects = Defined.by(schema, text);
        if (!objects.nothing()) {
            sink.accept(new Change.Defined(objects, position));
        }
        Meaning meaning = LoggedStatement.read(schema, text);
        if (meaning instanceof Meaning.Undone) {
            // A transaction that also wrote to a table without transactions is logged with what was rolled back of it.
            dirty(tables.cascades().reach(inTransaction), "a part of a transaction was rolled back");
        } else if (meaning instanceof Meaning.Tables && !text.namesAreCertain()) {
            all(header, "the binlog holds a statement in another character set: " + shortened(sql));
        } else if (meaning instanceof Meaning.Tables named) {
            defined(header, named, sql);
        } else if (meaning instanceof Meaning.Finished end) {
            finished(header, end);
        } else if (meaning instanceof Meaning.Anything) {
            all(header, "the binlog holds a statement instead of rows: " + shortened(sql));
        }
    }

    private void defined(EventHeader header, Meaning.Tables named, String sql) {
        if (made.size() > NAMES_KEPT) {
            made.clear();
        }
        named.made().stream().map(tables::meant).filter(tables::holds).forEach(made::add);
        List<TableName> names = named.names().stream().map(tables::meant).toList();
        boolean known =
                names.stream().allMatch(name -> !tables.holds(name) || tables.knows(name) || made.contains(name));
        if (known) {
            dirty(tables.cascades().reach(names), "its definition was changed");
        } else {
            // Whatever it changed, it was not that.
            all(header, "the binlog holds a statement about a table that is in no catalog: " + shortened(sql));
        }
    }

    /** The first words; values come after them. */
    private static String shortened(String sql) {
        String[] words = sql.strip().split("\\s+", 5);
        return String.join(" ", java.util.Arrays.copyOf(words, Math.min(3, words.length))) + " …";
    }

    /** A rows event that is held in memory, or a piece of one. */
    void rows(EventHeader header, EventBytes event, int kind, boolean second) {
        rows(header, event, kind, second, false);
    }

    private void rows(EventHeader header, EventBytes event, int kind, boolean second, boolean compressed) {
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
        if (SYSTEM.contains(name.schema()) || !tables.holds(name) && !cascades) {
            return;
        }
        if (tables.isOther(name)) {
            // A sequence's next value.
            return;
        }
        inTransaction.add(name);
        Optional<Table> table = tables.table(name);
        Optional<String> doubt = wire == null
                ? Optional.of("its columns are of an unknown type")
                : table.isEmpty() ? Optional.of("it is not in the catalog") : wire.disagreement(table.get());
        if (doubt.isPresent()) {
            dirty(reach(name, kind), doubt.get());
            return;
        }
        try {
            rows(header, event, kind, wire, table.get(), compressed);
        } catch (Undecodable e) {
            dirty(reach(name, kind), e.getMessage());
        }
    }

    /** What a change of unknown rows reaches; an insert reaches nothing else. */
    private Collection<TableName> reach(TableName name, int kind) {
        return kind == 0 ? Set.of(name) : tables.cascades().reach(Set.of(name));
    }

    private void rows(EventHeader header, EventBytes image, int kind, WireTable wire, Table table, boolean compressed) {
        EventBytes event = image;
        int columns = (int) event.packed();
        if (columns != wire.columns().size()) {
            throw new Undecodable("the rows have " + columns + " columns");
        }
        boolean[] sent = event.bits(columns);
        boolean[] sentAfter = kind == 1 ? event.bits(columns) : sent;
        if (compressed) {
            event = Compressed.inflated(event);
        }
        List<KeyColumn> key = KeyColumn.of(table);
        KeyColumn.whyNotByKey(table).ifPresent(reason -> dirty(Set.of(table.name()), reason));
        while (event.left() > 0) {
            RowImage row = RowImage.read(event, sent, wire, table, tables.uuidsAsPrinted());
            RowImage after = kind == 1 ? RowImage.read(event, sentAfter, wire, table, tables.uuidsAsPrinted()) : row;
            if (!key.isEmpty()) {
                changed(kind, table.name(), row.key(key), after.key(key));
            }
            for (Cascades.ForeignKey child : tables.cascades().from(table.name())) {
                if (kind == 2 && child.onDelete()) {
                    cascaded.tell(child, child.whenDeleted(), List.of(row), position);
                } else if (kind == 1 && child.onUpdate() && row.mayDiffer(after, child.columns())) {
                    cascaded.tell(child, child.whenUpdated(), List.of(row, after), position);
                }
            }
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

    private void dirty(Collection<TableName> names, String reason) {
        names.stream()
                .filter(tables::holds)
                .forEach(name -> sink.accept(new Change.TableDirty(name, reason, position)));
    }

    void all(EventHeader header, String reason) {
        sink.accept(new Change.AllDirty(reason, position));
    }
}
