package dev.evenkeel.provision.lookalike;

import java.util.Map;
import java.util.TreeMap;

/** A parameter group. The values that it sets are not yet those of the servers that use it. */
record Group(String name, String family, String description, Map<String, String> values) {
    private static final String DEFAULT = "default.";

    Group(String name, String family, String description) {
        this(name, family, description, new TreeMap<>());
    }

    static String defaultName(String family) {
        return DEFAULT + family;
    }

    boolean isDefault() {
        return name.startsWith(DEFAULT);
    }
}
