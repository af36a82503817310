package dev.evenkeel.event;

import java.util.List;
import java.util.Optional;

/** What was compared, and what that gave. */
public sealed interface ParityEvent extends Event
        permits ParityEvent.Table, ParityEvent.Mark, ParityEvent.Rows, ParityEvent.Part {
    /** A table as it was judged: as an event where it is entered at once, and within a comparison of all. */
    @Entered(
            kind = "PARITY_TABLE",
            says =
                    "Of verify: a table's verdict as it is reached. PARITY_ROWS has the same fields for each of its tables,"
                            + " without bytes and places.")
    record Table(
            String schema,
            String table,
            Verdict verdict,
            @Says("-1 where it was not reached") Optional<Long> rowsSource,
            @Says("-1 where it was not reached") Optional<Long> rowsTarget,
            Optional<Long> chunks,
            Optional<Long> millis,
            String method,
            List<Difference> differences,
            @Says("empty where it is the same") String reason,
            @Says("by the server's own estimate") Optional<Long> bytes,
            @Says("the place that the verdict holds for") Optional<String> source,
            @Says("the same of the replica") Optional<String> replica,
            @Says("the same of the target") Optional<String> target)
            implements ParityEvent {
        public Table {
            differences = List.copyOf(differences);
        }
    }

    /** A row, by its key, that is not the same on both sides. */
    record Difference(
            String key,
            @Says("changed, missing or extra") String kind,
            List<String> columns,
            List<Value> values,

            @Says("the SELECT that finds the row; empty where none does")
            String find) {
        public Difference {
            columns = List.copyOf(columns);
            values = List.copyOf(values);
        }
    }

    record Value(
            String column,

            @Says("by its digest or, where that was asked for, as it is; missing for no such row")
            Optional<String> left,

            Optional<String> right) {}

    /** Of a table. */
    record Name(String schema, String table) {
        @Override
        public String toString() {
            return schema + "." + table;
        }
    }

    @Entered(kind = "PARITY_MARK", says = "Of verify: how far a table is equal, from its beginning.")
    record Mark(
            String schema,
            String table,
            @Says("SQL literals of the key") List<String> upTo,
            long rows,

            @Says("of the digests of the rows that were hashed, a decimal number")
            String sum,

            long chunks,
            @Says("who made the digests") String hashing)
            implements ParityEvent {
        public Mark {
            upTo = List.copyOf(upTo);
        }
    }

    @Entered(kind = "PARITY_ROWS", says = "A comparison of all rows at one place.")
    record Rows(
            @Says("pinned, live, frozen or verified") String at,
            @Says("a role") String left,
            @Says("a role") String right,
            Verdict verdict,
            MoveEvent.Place coordinates,
            @Says("of verify: of the right side") Optional<MoveEvent.Place> coordinatesRight,
            Optional<Long> rowsExamined,
            Optional<Long> bytesExamined,
            Optional<Long> millis,

            @Says("where only what had changed was compared")
            Optional<Residue> residue,

            @Says("writes on the target that are not in the source's binlog")
            Optional<List<String>> strangers,

            List<Table> tables,
            @Says("on neither side any more") List<Name> dropped)
            implements ParityEvent {
        public static final String PINNED = "pinned";
        public static final String LIVE = "live";
        public static final String FROZEN = "frozen";
        public static final String VERIFIED = "verified";

        public Rows {
            tables = List.copyOf(tables);
            dropped = List.copyOf(dropped);
        }
    }

    /** What was left to compare of what had been proved before. */
    record Residue(Optional<Long> keys, Optional<Long> chunks, Optional<Long> millis) {}

    /** Objects, accounts or settings. */
    sealed interface Part extends ParityEvent permits Objects, Accounts, Settings {
        Inventory inventory();

        /** objects, accounts or settings */
        String label();
    }

    /** What a comparison of a part gave. */
    record Inventory(
            Verdict verdict,
            @Says("how many") Optional<Long> examined,
            @Says("those that are the same too") List<Item> items) {
        public Inventory {
            items = List.copyOf(items);
        }
    }

    record Item(
            @Says("what it is, for example table, account or setting")
            String kind,

            String name,

            @Says("also Allowed: a difference that a rule permits")
            Verdict verdict,

            @Says("what differs, or why it may") String detail) {}

    @Entered(
            kind = "PARITY_OBJECTS",
            says = "Tables, views, routines, triggers and events were compared by definition.")
    record Objects(@Inline Inventory inventory) implements Part {
        @Override
        public String label() {
            return "objects";
        }
    }

    @Entered(kind = "PARITY_ACCOUNTS", says = "Accounts and their rights were compared.")
    record Accounts(@Inline Inventory inventory) implements Part {
        @Override
        public String label() {
            return "accounts";
        }
    }

    @Entered(kind = "PARITY_SETTINGS", says = "The settings that matter were compared.")
    record Settings(@Inline Inventory inventory) implements Part {
        @Override
        public String label() {
            return "settings";
        }
    }
}
