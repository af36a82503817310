package dev.evenkeel.catalog.sql;

import java.util.List;
import java.util.Map;

/** Writes casts as servers from 10.2 on do, whatever they were typed as. */
final class SqlCasts {
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("integer", "signed"),
            Map.entry("int", "signed"),
            Map.entry("signed integer", "signed"),
            Map.entry("signed int", "signed"),
            Map.entry("unsigned integer", "unsigned"),
            Map.entry("unsigned int", "unsigned"),
            Map.entry("double precision", "double"),
            Map.entry("decimal", "decimal[10 , 0]"),
            Map.entry("char charset binary", "binary"),
            // What it is before 10.2 is nowhere; a load makes it that of the connection, and ours is utf8mb4.
            Map.entry("char charset utf8mb4", "char"));

    private SqlCasts() {}

    /** @param arguments what is between the parentheses of CAST, in normal form */
    static String written(String arguments) {
        List<String> sides = SqlCalls.split(arguments, List.of(" as "));
        return sides.size() == 2 ? cast(sides.get(0), sides.get(1)) : "cast[" + arguments + "]";
    }

    static String cast(String value, String type) {
        return "cast[" + value + " as " + type(type) + "]";
    }

    private static String type(String type) {
        String plain = type.replace(" character set ", " charset ")
                .replaceFirst("^(dec|numeric|fixed)\\b", "decimal")
                .replaceFirst("^decimal\\[(\\d+)]$", "decimal[$1 , 0]")
                .replaceFirst("^(char\\[\\d+]) charset utf8mb4$", "$1")
                .replaceFirst("^char(\\[\\d+]) charset binary$", "binary$1");
        return NAMES.getOrDefault(plain, plain);
    }
}
