package dev.evenkeel.catalog;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A unique index that distinguishes a table's rows: none of its columns may be NULL.
 *
 * @param index its name, {@value #PRIMARY} for the primary key
 * @param columns their names in the index's order
 */
public record RowKey(String index, List<String> columns) {
    public static final String PRIMARY = "PRIMARY";

    public RowKey {
        Objects.requireNonNull(index, "index");
        columns = List.copyOf(columns);
    }

    public boolean primary() {
        return index.equals(PRIMARY);
    }

    /** Whether the index of that name is unique over the same columns there, in whatever order. */
    public boolean sameRowsAs(RowKey other) {
        return index.equalsIgnoreCase(other.index) && letters(columns).equals(letters(other.columns));
    }

    private static Set<String> letters(List<String> names) {
        return names.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    }
}
