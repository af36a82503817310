package dev.evenkeel.catalog;

import dev.evenkeel.mariadb.Row;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.mariadb.TableName;
import java.util.Collections;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** Asks the information schema about several databases at once. */
public final class InDatabases {
    private InDatabases() {}

    /**
     * Runs a statement that ends in {@code IN} and answers {@code object_schema} and {@code object_name}. The
     * information schema takes {@code A} and {@code a} for one database; the rows of a namesake are left out here.
     */
    public static void each(Session session, List<String> databases, String sql, BiConsumer<TableName, Row> consumer) {
        each(session, databases, ObjectScope.EVERYTHING, sql, consumer);
    }

    /**
     * The same, and a server opens no more tables for it than it has to where a statement about tables ends in
     * {@code table_schema IN}: others than those of the scope may be left out.
     */
    public static void each(
            Session session,
            List<String> databases,
            ObjectScope scope,
            String sql,
            BiConsumer<TableName, Row> consumer) {
        if (databases.isEmpty()) {
            return;
        }
        List<String> few = sql.endsWith("table_schema IN") ? scope.few() : List.of();
        session.list(
                // Not the bare column: one name alone a server looks up as that of a file, in exactly these letters.
                sql + " " + places(databases) + (few.isEmpty() ? "" : " AND CONCAT(table_name) IN " + places(few)),
                row -> {
                    TableName name = new TableName(row.text("object_schema"), row.text("object_name"));
                    if (databases.contains(name.schema())) {
                        consumer.accept(name, row);
                    }
                    return name;
                },
                Stream.concat(databases.stream(), few.stream()).toArray());
    }

    private static String places(List<String> values) {
        return "(" + String.join(", ", Collections.nCopies(values.size(), "?")) + ")";
    }
}
