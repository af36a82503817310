package dev.evenkeel.catalog.object;

import dev.evenkeel.catalog.Catalog;
import dev.evenkeel.catalog.Table;
import dev.evenkeel.catalog.object.CatalogObject.Kind;
import dev.evenkeel.catalog.sql.SqlForm;
import dev.evenkeel.catalog.sql.SqlTokens;
import dev.evenkeel.mariadb.TableName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Describes databases; tables, views and sequences. */
final class TableObjects {
    private TableObjects() {}

    static void read(Harvest harvest) {
        harvest.kind(Kind.TABLE, () -> tables(harvest));
        harvest.kind(Kind.VIEW, () -> views(harvest));
        harvest.kind(Kind.SEQUENCE, () -> sequences(harvest));
    }

    static void databases(Harvest harvest) {
        harvest.kind(Kind.DATABASE, () -> readDatabases(harvest));
    }

    private static void readDatabases(Harvest harvest) {
        harvest.each(
                """
                SELECT schema_name AS object_schema, schema_name AS object_name,
                       default_character_set_name AS charset, default_collation_name AS collation
                FROM information_schema.schemata
                WHERE schema_name IN""",
                (name, row) -> harvest.object(
                        Kind.DATABASE,
                        name.schema(),
                        () -> Harvest.traits(row, "charset", "charset", "collation", "collation")));
    }

    private static void tables(Harvest harvest) {
        List<Table> tables = Catalog.tables(harvest.session(), harvest.databases(), harvest.scope()).stream()
                // From the last one read on, which the server has open still.
                .sorted(Comparator.comparing(Table::name).reversed())
                .toList();
        Map<TableName, String> collations = new HashMap<>();
        Map<TableName, String> broken = new HashMap<>();
        harvest.each("""
                SELECT table_schema AS object_schema, table_name AS object_name, table_collation AS collation,
                       engine AS engine, table_comment AS comment
                FROM information_schema.tables
                WHERE table_type IN ('BASE TABLE', 'SYSTEM VERSIONED') AND table_schema IN""", (name, row) -> {
            collations.put(name, row.optional("collation").orElse(""));
            if (row.optional("engine").isEmpty()) {
                broken.put(name, row.optional("comment").orElse(""));
            }
        });
        tables.stream().filter(table -> harvest.wants(table.name())).forEach(table -> {
            if (broken.containsKey(table.name())) {
                harvest.unreadable(
                        Kind.TABLE, table.name().toString(), "the server cannot open it: " + broken.get(table.name()));
            } else {
                harvest.object(
                        Kind.TABLE,
                        table.name().toString(),
                        () -> TableText.traits(
                                table,
                                collations.getOrDefault(table.name(), ""),
                                created(harvest, "TABLE", table.name(), 2)));
            }
        });
    }

    private static void views(Harvest harvest) {
        harvest.each("""
                SELECT table_schema AS object_schema, table_name AS object_name, v.*
                FROM information_schema.views v
                WHERE table_schema IN""", (name, row) -> {
            if (!harvest.wants(name)) {
                return;
            }
            String definition = row.optional("VIEW_DEFINITION").orElse("");
            if (definition.isBlank()) {
                harvest.unreadable(Kind.VIEW, name.toString(), "its definition is not shown to this account");
                return;
            }
            harvest.object(Kind.VIEW, name.toString(), () -> {
                Map<String, String> traits = new TreeMap<>(Harvest.traits(
                        row,
                        "CHECK_OPTION",
                        "check option",
                        "SECURITY_TYPE",
                        CatalogObject.SECURITY,
                        "DEFINER",
                        CatalogObject.DEFINER,
                        "CHARACTER_SET_CLIENT",
                        "client charset",
                        "COLLATION_CONNECTION",
                        "connection collation"));
                traits.put("select", SqlForm.select(definition));
                // What the information schema lacks: before 10.1 the algorithm, ever since the introducers.
                String created = created(harvest, "VIEW", name, 2);
                traits.put("algorithm", algorithm(created));
                String introduced = introduced(created);
                if (!introduced.isEmpty()) {
                    traits.put("texts in a character set of their own", introduced);
                }
                return traits;
            });
        });
    }

    /** What SHOW CREATE VIEW says before the name, on every version. */
    static String algorithm(String statement) {
        List<SqlTokens.Token> tokens = SqlTokens.of(statement);
        if (tokens.size() < 4
                || !tokens.get(1).is("algorithm")
                || !tokens.get(2).is("=")) {
            throw new IllegalArgumentException("its statement does not begin with CREATE ALGORITHM");
        }
        return tokens.get(3).text().toUpperCase(Locale.ROOT);
    }

    /** The texts after an introducer, in alphabetical order; servers before 10.2 do not keep those of utf8. */
    static String introduced(String statement) {
        List<SqlTokens.Token> tokens = SqlTokens.of(statement);
        List<String> found = new ArrayList<>();
        for (int at = 1; at < tokens.size(); at++) {
            SqlTokens.Token before = tokens.get(at - 1);
            boolean introduced =
                    before.kind() == SqlTokens.Kind.WORD && before.text().startsWith("_");
            if (tokens.get(at).kind() == SqlTokens.Kind.STRING
                    && introduced
                    && !before.text().startsWith("_utf8")) {
                found.add(before.text() + "'" + tokens.get(at).text().replace("'", "''") + "'");
            }
        }
        return found.stream().sorted().collect(Collectors.joining(", "));
    }

    private static void sequences(Harvest harvest) {
        Map<TableName, Boolean> names = new TreeMap<>();
        harvest.each("""
                SELECT table_schema AS object_schema, table_name AS object_name
                FROM information_schema.tables
                WHERE table_type = 'SEQUENCE' AND table_schema IN""", (name, row) -> names.put(name, true));
        names.keySet().stream()
                .filter(harvest::wants)
                .forEach(name -> harvest.object(Kind.SEQUENCE, name.toString(), () -> {
                    Map<String, String> traits = new TreeMap<>();
                    traits.put(
                            CatalogObject.DEFINITION,
                            SqlForm.columnExpression(SqlTokens.of(created(harvest, "SEQUENCE", name, 2))));
                    traits.put(
                            CatalogObject.NEXT_VALUE,
                            harvest.session().text("SELECT next_not_cached_value FROM " + name.quoted()));
                    return traits;
                }));
    }

    /** The text of SHOW CREATE, which is in the named place of its row. */
    static String created(Harvest harvest, String what, TableName name, int place) {
        return harvest.session()
                .first("SHOW CREATE " + what + " " + name.quoted(), row -> row.optional(place))
                .flatMap(text -> text)
                .orElseThrow(() -> new IllegalStateException("the server does not show it to this account"));
    }
}
