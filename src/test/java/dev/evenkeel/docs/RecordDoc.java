package dev.evenkeel.docs;

import dev.evenkeel.event.Inline;
import dev.evenkeel.event.Says;
import dev.evenkeel.event.Word;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The fields of a record as a page and a JSON Schema describe them. */
final class RecordDoc {
    /** Whether every field is there, and what is not known is null. */
    private final boolean whole;

    RecordDoc(boolean whole) {
        this.whole = whole;
    }

    private record Field(String name, Type type, boolean optional, String says) {}

    private static List<Field> fields(Class<?> record, boolean optional, String saysOfAll) {
        List<Field> fields = new ArrayList<>();
        for (RecordComponent component : record.getRecordComponents()) {
            boolean may = raw(component.getGenericType()) == Optional.class;
            Type type = may ? content(component.getGenericType()) : component.getGenericType();
            String says = Optional.ofNullable(component.getAnnotation(Says.class))
                    .map(Says::value)
                    .orElse("");
            if (component.isAnnotationPresent(Inline.class)) {
                fields.addAll(fields(raw(type), optional || may, says));
            } else {
                String all = fields.isEmpty() ? saysOfAll : "";
                fields.add(new Field(
                        component.getName(),
                        type,
                        optional || may,
                        all.isEmpty() || says.contains(all) ? says : (all + ": " + says)));
            }
        }
        return fields;
    }

    /** Rows of a table: field, type, what it holds. Fields of records in it follow it, by their path. */
    String rows(Class<?> record) {
        StringBuilder rows = new StringBuilder();
        rows(record, "", rows);
        return rows.toString();
    }

    private void rows(Class<?> record, String before, StringBuilder rows) {
        for (Field field : fields(record, false, "")) {
            String says = (field.optional() ? "may be missing; " : "") + field.says();
            rows.append("| `").append(before).append(field.name()).append("` | ");
            rows.append(words(field.type())).append(" | ");
            rows.append(says.replaceAll("; $", "").replace("|", "\\|")).append(" |\n");
            Type inner = raw(field.type()) == List.class ? content(field.type()) : field.type();
            if (raw(inner).isRecord() && !before.startsWith("tables")) {
                rows(raw(inner), before + field.name() + (inner == field.type() ? "." : "[]."), rows);
            }
        }
    }

    private static String words(Type type) {
        Class<?> raw = raw(type);
        if (raw == List.class) {
            Class<?> content = raw(content(type));
            return content.isRecord() ? "list" : "list of " + words(content) + "s";
        }
        if (raw == Map.class) {
            return words(content(type)) + " by name";
        }
        if (Word.class.isAssignableFrom(raw)) {
            return terms(raw).stream().map(word -> "`" + word + "`").collect(Collectors.joining(", "));
        }
        if (raw == Object.class) {
            return "any";
        }
        return raw == Instant.class
                ? "instant"
                : raw == boolean.class || raw == Boolean.class
                        ? "boolean"
                        : raw == String.class ? "text" : raw.isRecord() ? "object" : "number";
    }

    private static List<String> terms(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> ((Word) constant).word())
                .toList();
    }

    /** A schema of the record's form. */
    Map<String, Object> schema(Class<?> record) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (Field field : fields(record, false, "")) {
            Map<String, Object> schema = new LinkedHashMap<>();
            if (!field.says().isEmpty()) {
                schema.put("description", field.says());
            }
            schema.putAll(schema(field.type(), whole && field.optional()));
            properties.put(field.name(), schema);
            if (whole || !field.optional()) {
                required.add(field.name());
            }
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("required", required);
        schema.put("properties", properties);
        return schema;
    }

    private Map<String, Object> schema(Type type, boolean nullable) {
        Class<?> raw = raw(type);
        Map<String, Object> schema = new LinkedHashMap<>();
        if (raw == List.class) {
            schema.put("type", "array");
            schema.put("items", schema(content(type), false));
        } else if (raw == Map.class) {
            schema.put("type", "object");
            schema.put("additionalProperties", schema(content(type), false));
        } else if (raw == Object.class) {
            return schema;
        } else if (raw.isRecord()) {
            schema.putAll(schema(raw));
        } else if (Word.class.isAssignableFrom(raw)) {
            List<String> words = new ArrayList<>(terms(raw));
            if (nullable) {
                words.add(null);
            }
            schema.put("enum", words);
            return schema;
        } else {
            schema.put("type", words(raw).equals("text") || raw == Instant.class ? "string" : number(raw));
            if (raw == Instant.class) {
                schema.put("format", "date-time");
            }
        }
        // An empty text is null there too.
        if (nullable || whole && raw == String.class) {
            schema.put("type", List.of(schema.get("type"), "null"));
        }
        return schema;
    }

    private static String number(Class<?> raw) {
        return raw == boolean.class || raw == Boolean.class ? "boolean" : raw == Double.class ? "number" : "integer";
    }

    private static Class<?> raw(Type type) {
        return type instanceof ParameterizedType generic ? (Class<?>) generic.getRawType() : (Class<?>) type;
    }

    private static Type content(Type type) {
        Type[] arguments = ((ParameterizedType) type).getActualTypeArguments();
        return arguments[arguments.length - 1];
    }
}
