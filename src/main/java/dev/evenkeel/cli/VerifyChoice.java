package dev.evenkeel.cli;

import dev.evenkeel.environment.Role;
import dev.evenkeel.parity.rows.Hashing;
import dev.evenkeel.parity.rows.RowOptions;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
 * @param live the right one follows the left one, and both go on
 */
record VerifyChoice(
        String environment,
        Role left,
        Role right,
        Set<VerifyCommand.Part> parts,
        List<String> schemas,
        List<String> tables,
        RowOptions options,
        boolean live) {
    VerifyChoice {
        parts = EnumSet.copyOf(parts);
        schemas = List.copyOf(schemas);
        tables = List.copyOf(tables);
    }

    boolean compares(VerifyCommand.Part part) {
        return parts.contains(part);
    }

    /** As the journal keeps it. */
    Map<String, Object> data() {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("env", environment);
        data.put("of", left.label());
        data.put("against", right.label());
        data.put("what", parts.stream().map(VerifyCommand.Part::label).toList());
        data.put("schemas", schemas);
        data.put("tables", tables);
        options.hashing().ifPresent(by -> data.put("hashing", by.name()));
        data.put("showValues", options.showValues());
        data.put("live", live);
        return data;
    }

    static VerifyChoice of(Map<?, ?> data) {
        return new VerifyChoice(
                String.valueOf(data.get("env")),
                role(data.get("of")),
                role(data.get("against")),
                texts(data, "what").stream()
                        .map(name -> VerifyCommand.Part.valueOf(name.toUpperCase(Locale.ROOT)))
                        .collect(Collectors.toSet()),
                texts(data, "schemas"),
                texts(data, "tables"),
                new RowOptions(
                        Optional.ofNullable(data.get("hashing")).map(by -> Hashing.valueOf(String.valueOf(by))),
                        Boolean.TRUE.equals(data.get("showValues"))),
                Boolean.TRUE.equals(data.get("live")));
    }

    VerifyChoice in(String otherEnvironment) {
        return new VerifyChoice(otherEnvironment, left, right, parts, schemas, tables, options, live);
    }

    private static Role role(Object name) {
        return Role.valueOf(String.valueOf(name).toUpperCase(Locale.ROOT));
    }

    private static List<String> texts(Map<?, ?> data, String name) {
        return data.get(name) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }
}
