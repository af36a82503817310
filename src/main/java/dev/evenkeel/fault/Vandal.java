package dev.evenkeel.fault;

import dev.evenkeel.catalog.Column;
import dev.evenkeel.catalog.Table;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Quoting;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Somebody with too many rights who changes one row behind the tool's back. Small tables are tried first: what an
 * application writes all the time would repair the damage by itself.
 */
public final class Vandal {
    private static final Set<String> INTEGERS = Set.of("smallint", "mediumint", "int", "bigint");
    private static final Set<String> TEXTS = Set.of("varchar", "tinytext", "text", "mediumtext");

    private final Server admin;
    private final List<Table> tables;

    /** @param admin an account that read_only does not hold back */
    public Vandal(Server admin, List<Table> tables) {
        this.admin = admin;
        this.tables = tables.stream()
                .filter(table ->
                        table.primaryKey().size() == 1 && !table.columns().isEmpty())
                .sorted(Comparator.comparingLong(Table::bytes).thenComparing(Table::name))
                .toList();
    }

    /** @return the table's name */
    public String changesRow() {
        return somewhere("change", table -> text(table)
                .map(column -> "UPDATE " + table.name().quoted() + " SET "
                        + column + " = CONCAT(LEFT(COALESCE(" + column + ", ''), 3), '~') ORDER BY "
                        + key(table) + " LIMIT 1"));
    }

    public String deletesRow() {
        return somewhere(
                "delete",
                table -> Optional.of("DELETE FROM " + table.name().quoted() + " ORDER BY " + key(table) + " LIMIT 1"));
    }

    public String addsRow() {
        return somewhere("add", table -> {
            Column first = table.column(table.primaryKey().get(0));
            if (!INTEGERS.contains(first.dataType())) {
                return Optional.empty();
            }
            List<Column> columns = table.columns().stream()
                    .filter(column -> !column.generated())
                    .toList();
            String names = columns.stream()
                    .map(column -> Quoting.identifier(column.name()))
                    .collect(Collectors.joining(", "));
            String values = columns.stream()
                    .map(column -> column.equals(first)
                            ? "(SELECT MAX(" + key(table) + ") FROM "
                                    + table.name().quoted() + ") + 1"
                            : Quoting.identifier(column.name()))
                    .collect(Collectors.joining(", "));
            return Optional.of("INSERT INTO " + table.name().quoted() + " (" + names + ") SELECT " + values + " FROM "
                    + table.name().quoted() + " ORDER BY " + key(table) + " LIMIT 1");
        });
    }

    private interface Damage {
        Optional<String> to(Table table);
    }

    private String somewhere(String what, Damage damage) {
        try (Session session = admin.open()) {
            session.execute("SET SESSION foreign_key_checks = 0, sql_mode = ''");
            for (Table table : tables) {
                Optional<String> statement = damage.to(table);
                if (statement.isPresent() && changesOne(session, statement.get())) {
                    return table.name().toString();
                }
            }
        }
        throw new IllegalStateException("no table of the target lets a stranger " + what + " a row");
    }

    private static boolean changesOne(Session session, String statement) {
        try {
            return session.update(statement) == 1;
        } catch (DatabaseException e) {
            // A unique key or a trigger of this table prevents it; the next table may not.
            return false;
        }
    }

    private static Optional<String> text(Table table) {
        return table.columns().stream()
                .filter(column -> TEXTS.contains(column.dataType()) && !column.generated())
                .filter(column -> !table.primaryKey().contains(column.name()))
                .map(column -> Quoting.identifier(column.name()))
                .findFirst();
    }

    private static String key(Table table) {
        return Quoting.identifier(table.primaryKey().get(0));
    }
}
