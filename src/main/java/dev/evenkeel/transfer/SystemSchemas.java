package dev.evenkeel.transfer;

import java.util.Locale;
import java.util.Set;

/** The databases that belong to a server and not to its users. */
public final class SystemSchemas {
    private static final Set<String> NAMES = Set.of("mysql", "sys", "performance_schema", "information_schema");

    private SystemSchemas() {}

    public static boolean contains(String name) {
        return NAMES.contains(name.toLowerCase(Locale.ROOT));
    }
}
