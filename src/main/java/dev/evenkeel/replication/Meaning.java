package dev.evenkeel.replication;

import dev.evenkeel.mariadb.TableName;
import java.util.List;

/** What a statement of the binlog may have done to rows. */
sealed interface Meaning {
    /** No row that anybody compares. */
    record Nothing() implements Meaning {}

    /** Rows that stand before it in the same transaction were undone. */
    record Undone() implements Meaning {}

    /** Something to these tables as wholes. */
    record Tables(List<TableName> names) implements Meaning {
        public Tables {
            names = List.copyOf(names);
        }
    }

    /** It cannot be told. */
    record Anything() implements Meaning {}
}
