package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** docs/schema/commands.schema.json, and whether what was printed is as it says: the words of JSON Schema that it uses. */
public final class CommandSchemas {
    private static final ObjectMapper JSON = new ObjectMapper();

    private CommandSchemas() {}

    static JsonNode document() {
        try {
            return JSON.readTree(Path.of("docs/schema/commands.schema.json").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every line on stdout is as the definition says, and there is one. */
    public static List<JsonNode> check(String definition, Captured printed) {
        List<JsonNode> lines = printed.out().lines().map(CommandSchemas::parsed).toList();
        assertThat(lines).as(printed.toString()).isNotEmpty();
        lines.forEach(line -> check(definition, line));
        return lines;
    }

    static JsonNode parsed(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new AssertionError("no JSON: " + line, e);
        }
    }

    public static void check(String definition, JsonNode line) {
        assertThat(problems(definition, line)).as(line.toString()).isEmpty();
    }

    static List<String> problems(String definition, JsonNode line) {
        JsonNode document = document();
        JsonNode schema = document.at("/$defs/" + definition);
        assertThat(schema.isObject()).as("a definition of " + definition).isTrue();
        List<String> problems = new ArrayList<>();
        hold(document, schema, line, "", problems);
        return problems;
    }

    private static void hold(JsonNode document, JsonNode schema, JsonNode value, String at, List<String> problems) {
        if (schema.has("$ref")) {
            hold(document, document.at(schema.get("$ref").asText().substring(1)), value, at, problems);
            return;
        }
        if (schema.has("anyOf")) {
            boolean any = false;
            for (JsonNode one : schema.get("anyOf")) {
                List<String> its = new ArrayList<>();
                hold(document, one, value, at, its);
                any |= its.isEmpty();
            }
            if (!any) {
                problems.add(at + " is none of what it may be");
            }
        }
        if (schema.has("type") && !ofType(schema.get("type"), value)) {
            problems.add(at + " is " + value.getNodeType() + ", must be " + schema.get("type"));
            return;
        }
        if (schema.has("enum") && !contains(schema.get("enum"), value)) {
            problems.add(at + " is " + value + ", must be of " + schema.get("enum"));
        }
        if (value.isObject()) {
            fields(document, schema, value, at, problems);
        }
        if (value.isArray() && schema.has("items")) {
            value.forEach(one -> hold(document, schema.get("items"), one, at + "[]", problems));
        }
    }

    private static void fields(JsonNode document, JsonNode schema, JsonNode value, String at, List<String> problems) {
        schema.path("required").forEach(name -> {
            if (!value.has(name.asText())) {
                problems.add(at + "/" + name.asText() + " is missing");
            }
        });
        value.fieldNames().forEachRemaining(name -> {
            JsonNode known = schema.path("properties").path(name);
            JsonNode others = schema.path("additionalProperties");
            if (known.isObject()) {
                hold(document, known, value.get(name), at + "/" + name, problems);
            } else if (others.isObject()) {
                hold(document, others, value.get(name), at + "/" + name, problems);
            } else if (others.isBoolean() && !others.asBoolean()) {
                problems.add(at + "/" + name + " is not described");
            }
        });
    }

    private static boolean ofType(JsonNode types, JsonNode value) {
        List<String> names = new ArrayList<>();
        if (types.isArray()) {
            types.forEach(one -> names.add(one.asText()));
        } else {
            names.add(types.asText());
        }
        return names.stream().anyMatch(name -> switch (name) {
            case "string" -> value.isTextual();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "null" -> value.isNull();
            default -> throw new IllegalArgumentException("no type: " + name);
        });
    }

    private static boolean contains(JsonNode values, JsonNode value) {
        for (JsonNode one : values) {
            if (one.equals(value)) {
                return true;
            }
        }
        return false;
    }
}
