package dev.evenkeel.replication.binlog;

import dev.evenkeel.mariadb.TableName;
import dev.evenkeel.replication.statement.StatementText;
import dev.evenkeel.replication.wire.BinlogEvent;
import dev.evenkeel.replication.wire.Compressed;
import dev.evenkeel.replication.wire.EventBytes;
import dev.evenkeel.replication.wire.EventBytes.Undecodable;
import dev.evenkeel.replication.wire.EventTypes;
import dev.evenkeel.replication.wire.WireTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/** What an event of a binlog shows by itself. */
public sealed interface Logged {
    int TABLE_MAP = 19;
    int XA_PREPARE = 38;
    int EXECUTE_LOAD_QUERY = 18;
    /** LOAD DATA's file, in pieces. */
    Set<Integer> FILE_PIECES = Set.of(9, 17);
    /** Of a longer event only the beginning is held in memory. */
    int LONGEST = 8 << 20;

    int BEGINNING = 1 << 18;

    /** Rows of a table were changed. */
    record Rows(TableName table) implements Logged {}

    /**
     * A statement was executed.
     *
     * @param schema the database that a name without one means, or empty
     * @param load whether it loads a file
     * @param whole false where the text is only the statement's beginning
     */
    record Statement(String schema, StatementText text, boolean load, boolean whole) implements Logged {
        String sql() {
            return text.sql();
        }

        /** @param event its fields in front of the statement and the statement, as a server writes them */
        public static Statement read(EventBytes event, boolean compressed) {
            return read(event, compressed, false, true);
        }

        private static Statement read(EventBytes event, boolean compressed, boolean load, boolean whole) {
            event.skip(8);
            int schemaLength = event.one();
            event.skip(2);
            int variablesLength = (int) event.little(2);
            // The file's number, where its name is in the statement, and what to do with duplicates.
            event.skip(load ? 13 : 0);
            EventBytes variables = new EventBytes(event.take(variablesLength));
            String schema = new String(event.take(schemaLength), StandardCharsets.UTF_8);
            event.skip(1);
            byte[] statement = (compressed ? Compressed.inflated(event) : event).rest();
            return new Statement(schema, StatementText.of(variables, statement), load, whole);
        }
    }

    /** Something that was not read to its end, or is not known. */
    record Unread(String what) implements Logged {}

    /**
     * Reads no more of an event than it needs.
     *
     * @return empty where it changes nothing by itself: a transaction's rows are shown by the table's map in front of them
     */
    static Optional<Logged> of(BinlogEvent event) throws IOException {
        int type = Compressed.plain(event.type());
        boolean rows = type >= EventTypes.WRITE_V1 && type <= EventTypes.DELETE_V1
                || type >= EventTypes.WRITE_V2 && type <= EventTypes.DELETE_V2;
        if (rows
                || type == BinlogEvent.GTID
                || type == XA_PREPARE
                || EventTypes.WITHOUT_ROWS.contains(type)
                || FILE_PIECES.contains(type)) {
            return Optional.empty();
        }
        try {
            if (type == TABLE_MAP) {
                return Optional.of(new Rows(WireTable.nameOf(new EventBytes(event.bytes()))));
            }
            if (type == EventTypes.QUERY || type == EXECUTE_LOAD_QUERY) {
                return Optional.of(statement(event, type == EXECUTE_LOAD_QUERY));
            }
        } catch (Undecodable e) {
            return Optional.of(new Unread("an event of type " + event.type() + " that cannot be read"));
        }
        return Optional.of(new Unread("an event of type " + event.type()));
    }

    private static Logged statement(BinlogEvent event, boolean load) throws IOException {
        boolean compressed = Compressed.is(event.type());
        boolean whole = event.left() <= LONGEST;
        if (compressed && !whole) {
            return new Unread("a compressed statement of " + (event.left() >> 20) + " MiB");
        }
        return Statement.read(new EventBytes(event.start(whole ? LONGEST : BEGINNING)), compressed, load, whole);
    }
}
