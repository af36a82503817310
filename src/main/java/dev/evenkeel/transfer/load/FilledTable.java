package dev.evenkeel.transfer.load;

import dev.evenkeel.mariadb.Session;
import dev.evenkeel.mariadb.TableName;
import dev.evenkeel.transfer.script.ByteWords;
import dev.evenkeel.transfer.script.DumpStatement;
import dev.evenkeel.transfer.script.StatementKind;
import java.util.Optional;

/** What must be known of a table to fill it over several connections with the result that one would give. */
final class FilledTable {
    /** Bytes; dumps of many rows write larger statements, and name every column. */
    private static final int SMALL = 16 * 1024;

    private final boolean oneByOne;
    private final Optional<Counter> counter;
    private boolean ordered;
    private boolean deferred;
    private long bytes;

    /** The AUTO_INCREMENT column. */
    private record Counter(String column, boolean first) {}

    private FilledTable(boolean oneByOne, Optional<Counter> counter) {
        this.oneByOne = oneByOne;
        this.counter = counter;
    }

    static FilledTable of(Session catalog, TableName table) {
        boolean known = catalog.number("""
                        SELECT COUNT(*) FROM information_schema.TABLES
                        WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ? AND TABLE_TYPE = 'BASE TABLE'
                        """, table.schema(), table.table()) == 1;
        boolean triggers = catalog.number("""
                        SELECT COUNT(*) FROM information_schema.TRIGGERS
                        WHERE EVENT_OBJECT_SCHEMA = ? AND EVENT_OBJECT_TABLE = ?
                        """, table.schema(), table.table()) > 0;
        return new FilledTable(!known || triggers, counter(catalog, table));
    }

    /** One that was created just now, of which nothing else can be by now: a third of the questions, tables by the thousand. */
    static FilledTable created(Session catalog, TableName table) {
        return new FilledTable(false, counter(catalog, table));
    }

    private static Optional<Counter> counter(Session catalog, TableName table) {
        return catalog.first("""
                SELECT COLUMN_NAME, ORDINAL_POSITION FROM information_schema.COLUMNS
                WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ? AND EXTRA LIKE '%auto_increment%'
                """, row -> new Counter(row.text(1), row.number(2) == 1), table.schema(), table.table());
    }

    /** A view, or triggers that may read and write anywhere: each statement after all before it. */
    boolean oneByOne() {
        return oneByOne;
    }

    /** Rows of this table go in the order of the file, from the first statement on that asked for it. */
    boolean ordered() {
        return ordered;
    }

    /** Looks at a statement; true when it is the first that needs the order, and all before it must be done. */
    boolean mustKeepOrder(DumpStatement statement, StatementKind kind) {
        boolean before = ordered;
        ordered |= kind.role() == StatementKind.Role.ORDERED_ROWS || numbersRows(statement, kind);
        return ordered && !before;
    }

    /** True once, when the table got big. */
    boolean grewOver(int more, long limit) {
        bytes += more;
        if (deferred || bytes < limit) {
            return false;
        }
        deferred = true;
        return true;
    }

    /** The server gives the rows of a small statement their numbers, as far as its beginning shows. */
    boolean surelyNumbers(DumpStatement statement, StatementKind kind) {
        if (counter.isEmpty() || statement.bytes().length > SMALL) {
            return false;
        }
        if (!kind.columns()) {
            return counter.get().first() && statement.openings() > 0;
        }
        if (kind.firstColumn().equalsIgnoreCase(counter.get().column())) {
            return statement.openings() > 1;
        }
        ByteWords words = statement.words();
        while (words.next() && !words.is("(")) {
            continue;
        }
        while (words.next() && !words.is(")")) {
            if (words.name().equalsIgnoreCase(counter.get().column())) {
                return false;
            }
        }
        return true;
    }

    /** The server would give out numbers, in the order in which rows come. */
    private boolean numbersRows(DumpStatement statement, StatementKind kind) {
        if (counter.isEmpty()) {
            return false;
        }
        boolean leads = kind.columns()
                ? kind.firstColumn().equalsIgnoreCase(counter.get().column())
                : counter.get().first();
        // The list of columns opens a parenthesis too.
        return !leads || statement.openings() > (kind.columns() ? 1 : 0);
    }
}
