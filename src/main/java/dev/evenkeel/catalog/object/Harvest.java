package dev.evenkeel.catalog.object;

import dev.evenkeel.catalog.InDatabases;
import dev.evenkeel.catalog.ObjectScope;
import dev.evenkeel.catalog.object.ObjectSnapshot.Unreadable;
import dev.evenkeel.catalog.sql.NormalForm;
import dev.evenkeel.journal.Progress;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Row;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.mariadb.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** Collects one server's objects, and keeps what fails as unreadable instead of failing with it. */
final class Harvest {
    private final Session session;
    private final List<String> databases;
    private final ObjectScope scope;
    private final Progress progress;
    private final List<CatalogObject> objects = new ArrayList<>();
    private final List<Unreadable> unreadable = new ArrayList<>();

    /**
     * @param scope the objects that are wanted of those
     * @param progress receives each that was described
     */
    Harvest(Session session, List<String> databases, ObjectScope scope, Progress progress) {
        this.session = session;
        this.databases = List.copyOf(databases);
        this.scope = scope;
        this.progress = progress;
    }

    boolean wants(TableName name) {
        return scope.covers(name);
    }

    ObjectScope scope() {
        return scope;
    }

    Session session() {
        return session;
    }

    List<String> databases() {
        return databases;
    }

    List<CatalogObject> objects() {
        return objects;
    }

    List<Unreadable> unreadable() {
        return unreadable;
    }

    void each(String sql, BiConsumer<TableName, Row> consumer) {
        InDatabases.each(session, databases, scope, sql, consumer);
    }

    /** Asks for all objects of a kind; when that is refused none of the kind is known. */
    void kind(CatalogObject.Kind kind, Runnable reading) {
        try {
            reading.run();
        } catch (DatabaseException e) {
            lost(e);
            unreadable.add(new Unreadable(kind, "", e.reason()));
        }
    }

    /** Describes one object. */
    void object(CatalogObject.Kind kind, String name, Supplier<Map<String, String>> traits) {
        progress.advance(1);
        try {
            objects.add(new CatalogObject(kind, name, traits.get()));
        } catch (DatabaseException e) {
            lost(e);
            unreadable.add(new Unreadable(kind, name, e.reason()));
        } catch (IllegalArgumentException | IllegalStateException | IndexOutOfBoundsException e) {
            // A text this version of the tool does not understand must not pass for one that is the same.
            unreadable.add(new Unreadable(kind, name, "its definition was not understood: " + e.getMessage()));
        }
    }

    void unreadable(CatalogObject.Kind kind, String name, String reason) {
        unreadable.add(new Unreadable(kind, name, reason));
    }

    /** The columns of a row that are there and not NULL, under other names. */
    static Map<String, String> traits(Row row, String... columnThenTrait) {
        List<String> columns = row.columns();
        Map<String, String> traits = new TreeMap<>();
        for (int i = 0; i < columnThenTrait.length; i += 2) {
            if (columns.contains(columnThenTrait[i])) {
                String trait = columnThenTrait[i + 1];
                row.optional(columnThenTrait[i]).ifPresent(value -> traits.put(trait, unified(trait, value)));
            }
        }
        return traits;
    }

    private static String unified(String trait, String value) {
        return switch (trait) {
            case "sql_mode" -> NormalForm.flags(value);
            case "charset", "collation", "client charset", "connection collation", "database collation" ->
                NormalForm.collation(NormalForm.charset(value));
            default -> value;
        };
    }

    private static void lost(DatabaseException e) {
        if (e.lost()) {
            throw e;
        }
    }
}
