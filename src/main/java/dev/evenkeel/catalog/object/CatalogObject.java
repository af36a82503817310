package dev.evenkeel.catalog.object;

import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Something a server holds that is not rows, described in normal form.
 *
 * @param name with its database, for example {@code shop.orders}
 * @param traits what it is made of, for example {@code column id} → {@code int not null auto_increment}; two objects of one
 *     name are the same when all traits are
 */
public record CatalogObject(Kind kind, String name, Map<String, String> traits) {
    /** The trait that holds who an object runs as. */
    public static final String DEFINER = "definer";
    /** The trait that holds whether an object runs with the rights of its definer or of whoever uses it. */
    public static final String SECURITY = "sql security";
    /** The trait that holds the next value of a table or sequence that counts up by itself. */
    public static final String NEXT_VALUE = "next value";
    /** The trait that holds what must never be shown. */
    public static final String PASSWORD = "password";
    /** The trait that holds a sequence's whole definition. */
    public static final String DEFINITION = "definition";
    /** The trait that holds whether an event runs. */
    public static final String STATUS = "status";
    /** The trait that holds a routine's, trigger's or event's own statements. */
    public static final String BODY = "body";

    /** What there is to hold. */
    public enum Kind {
        DATABASE,
        TABLE,
        VIEW,
        PROCEDURE,
        FUNCTION,
        PACKAGE,
        TRIGGER,
        EVENT,
        SEQUENCE,
        /** Another server as CREATE SERVER describes it; in no database. */
        SERVER,
        /** A function out of a shared library; in no database. */
        LOADED_FUNCTION;

        /** The word a person reads. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    public CatalogObject {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(name, "name");
        traits = Collections.unmodifiableMap(new TreeMap<>(traits));
    }
}
