package dev.evenkeel.catalog.object;

import dev.evenkeel.catalog.object.CatalogObject.Kind;
import java.util.Map;
import java.util.TreeMap;

/** Describes what belongs to no database and is called from within one: other servers, functions out of libraries. */
final class ServerObjects {
    private ServerObjects() {}

    static void read(Harvest harvest) {
        harvest.kind(
                Kind.SERVER,
                () -> all(
                        harvest,
                        Kind.SERVER,
                        "SELECT server_name AS name, host, db, username, password, port, socket, wrapper, owner"
                                + " FROM mysql.servers"));
        harvest.kind(
                Kind.LOADED_FUNCTION,
                () -> all(
                        harvest,
                        Kind.LOADED_FUNCTION,
                        "SELECT name, ret AS `returns`, dl AS library, type FROM mysql.func"));
    }

    private static void all(Harvest harvest, Kind kind, String sql) {
        harvest.session()
                .list(sql, row -> {
                    Map<String, String> traits = new TreeMap<>();
                    row.columns().stream()
                            .filter(column -> !column.equals("name"))
                            .forEach(column ->
                                    traits.put(column, row.optional(column).orElse("")));
                    return Map.entry(row.text("name"), traits);
                })
                .forEach(object -> harvest.object(kind, object.getKey(), object::getValue));
    }
}
