package dev.evenkeel.catalog;

import dev.evenkeel.mariadb.Row;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.mariadb.TableName;
import java.util.Collections;
import java.util.List;
import java.util.function.BiConsumer;

/** Asks the information schema about several databases at once. */
final class InDatabases {
    private InDatabases() {}

    /**
     * Runs a statement that ends in {@code IN} and answers {@code object_schema} and {@code object_name}. The
     * information schema takes {@code A} and {@code a} for one database; the rows of a namesake are left out here.
     */
    static void each(Session session, List<String> databases, String sql, BiConsumer<TableName, Row> consumer) {
        if (databases.isEmpty()) {
            return;
        }
        String places = String.join(", ", Collections.nCopies(databases.size(), "?"));
        session.list(
                sql + " (" + places + ")",
                row -> {
                    TableName name = new TableName(row.text("object_schema"), row.text("object_name"));
                    if (databases.contains(name.schema())) {
                        consumer.accept(name, row);
                    }
                    return name;
                },
                databases.toArray());
    }
}
