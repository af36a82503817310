package dev.evenkeel.replication.statement;

import dev.evenkeel.mariadb.TableName;
import java.util.List;
import java.util.Set;

/** What a statement of the binlog may have done to rows. */
public sealed interface Meaning {
    /** No row that anybody compares. */
    record Nothing() implements Meaning {}

    /** Rows that are before it in the same transaction were undone. */
    record Undone() implements Meaning {}

    /**
     * Something to these tables as wholes.
     *
     * @param made those among them that need not have been there before
     */
    record Tables(List<TableName> names, Set<TableName> made) implements Meaning {
        public Tables {
            names = List.copyOf(names);
            made = Set.copyOf(made);
        }
    }

    /** What a prepared transaction changed is seen from here on, or never will be. */
    record Finished(String transaction, boolean committed) implements Meaning {}

    /** It cannot be known. */
    record Anything() implements Meaning {}
}
