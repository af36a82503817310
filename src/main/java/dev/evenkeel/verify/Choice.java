package dev.evenkeel.verify;

import dev.evenkeel.environment.Role;
import dev.evenkeel.event.RunEvent;
import dev.evenkeel.parity.rows.Hashing;
import dev.evenkeel.parity.rows.RowOptions;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a verification compares.
 *
 * @param environment the profile as it was named
 * @param schemas empty for the profile's
 * @param tables patterns, empty for all
 * @param options how rows are compared
 * @param live the right one follows the left one, and both are in use
 */
public record Choice(
        String environment,
        Role left,
        Role right,
        Set<Part> parts,
        List<String> schemas,
        List<String> tables,
        RowOptions options,
        boolean live) {
    public Choice {
        parts = EnumSet.copyOf(parts);
        schemas = List.copyOf(schemas);
        tables = List.copyOf(tables);
    }

    boolean compares(Part part) {
        return parts.contains(part);
    }

    /** As it is journalled. */
    RunEvent.Choice event() {
        return new RunEvent.Choice(
                environment,
                left.label(),
                right.label(),
                parts.stream().map(Part::label).toList(),
                schemas,
                tables,
                options.hashing().map(Hashing::name),
                Optional.of(options.showValues()),
                Optional.of(live));
    }

    /**
     * Reads {@link #event} back.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static Choice of(RunEvent.Choice told) {
        return new Choice(
                told.env(),
                role(told.of()),
                role(told.against()),
                told.what().stream()
                        .map(name -> Part.valueOf(name.toUpperCase(Locale.ROOT)))
                        .collect(Collectors.toSet()),
                told.schemas(),
                told.tables(),
                new RowOptions(
                        told.hashing().map(Hashing::valueOf), told.showValues().orElse(false)),
                told.live().orElse(false));
    }

    Choice in(String otherEnvironment) {
        return new Choice(otherEnvironment, left, right, parts, schemas, tables, options, live);
    }

    private static Role role(String label) {
        return Role.valueOf(label.toUpperCase(Locale.ROOT));
    }
}
