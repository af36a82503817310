package dev.evenkeel.replication.feed;

import dev.evenkeel.catalog.ObjectScope;
import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.GtidSet;
import dev.evenkeel.mariadb.TableName;
import dev.evenkeel.replication.wire.KeyColumn;
import java.time.Instant;
import java.util.List;

/** What a {@link ChangeFeed} reports, in the order of the binlog. A position is the end of the event it stands for. */
public sealed interface Change {
    BinlogPosition position();

    /**
     * One row was written.
     *
     * @param key the values of the primary key's columns, as {@link KeyColumn} writes them
     */
    record RowChanged(TableName table, Kind kind, List<String> key, BinlogPosition position) implements Change {
        public RowChanged {
            key = List.copyOf(key);
        }
    }

    /** How a row was written; an update that changes the key deletes the old one and inserts the new one. */
    enum Kind {
        INSERTED(1),
        UPDATED(0),
        DELETED(-1);

        /** What it adds to the number of the table's rows. */
        private final int balance;

        Kind(int balance) {
            this.balance = balance;
        }

        public int balance() {
            return balance;
        }
    }

    /**
     * A foreign key changed rows that are in no binlog: those that have these values, or had them.
     *
     * @param columns the referring columns
     * @param values theirs, as {@link KeyColumn} writes them
     */
    record RowsCascaded(TableName table, List<String> columns, List<String> values, BinlogPosition position)
            implements Change {
        public RowsCascaded {
            columns = List.copyOf(columns);
            values = List.copyOf(values);
        }
    }

    /**
     * A transaction begins at the position; every change up to the next such belongs to it.
     *
     * @param at when it was written, by the clock of the server that wrote it
     */
    record Begun(GtidSet.Gtid transaction, BinlogPosition position, Instant at) implements Change {}

    /** Any row of a table may have changed. */
    record TableDirty(TableName table, String reason, BinlogPosition position) implements Change {}

    /** Any row of any table may have changed. */
    record AllDirty(String reason, BinlogPosition position) implements Change {}

    /** These objects may be other ones now, whatever became of their rows. */
    record Defined(ObjectScope objects, BinlogPosition position) implements Change {}

    /** Everything before the position was reported. */
    record Reached(BinlogPosition position) implements Change {}

    /** Nothing more will come; what changes from here on is not seen. */
    record Ended(String reason, BinlogPosition position) implements Change {}
}
