package dev.evenkeel.verify;

import dev.evenkeel.catalog.Table;
import dev.evenkeel.mariadb.TableName;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tables chosen by {@code schema.table} with {@code *} for any letters; no pattern chooses all. */
public record TablePatterns(List<String> patterns) {
    public static List<String> problems(List<String> patterns) {
        return patterns.stream()
                .filter(pattern -> !pattern.contains("."))
                .map(pattern -> "--tables " + pattern + " names no schema; give schema.table, for example *." + pattern)
                .toList();
    }

    List<Table> of(List<Table> tables) {
        return tables.stream()
                .filter(table ->
                        patterns.isEmpty() || patterns.stream().anyMatch(pattern -> matches(pattern, table.name())))
                .toList();
    }

    /** What looks at nothing proves nothing, so it is reported in advance. */
    List<String> withoutTable(Collection<Table> tables) {
        return patterns.stream()
                .filter(pattern -> tables.stream().noneMatch(table -> matches(pattern, table.name())))
                .map(pattern -> "--tables " + pattern + " matches no table on either server; give a pattern that does")
                .toList();
    }

    private static boolean matches(String pattern, TableName name) {
        String expression =
                Stream.of(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        return Pattern.compile(expression, Pattern.DOTALL)
                .matcher(name.toString())
                .matches();
    }
}
