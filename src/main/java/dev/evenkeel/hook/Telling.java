package dev.evenkeel.hook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenkeel.environment.Hook;
import dev.evenkeel.journal.Redactor;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a hook receives, as one JSON object on stdin, and the short fields of it as environment variables too.
 *
 * @param fields texts, numbers, and lists of texts
 */
record Telling(Hook.Moment moment, Map<String, Object> fields) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    Telling {
        fields = new LinkedHashMap<>(fields);
    }

    @SuppressWarnings("unchecked")
    Telling redacted(Redactor redactor) {
        return new Telling(moment, (Map<String, Object>) redactor.redactValue(fields));
    }

    String json() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("moment", moment.word());
        all.putAll(fields);
        try {
            return MAPPER.writeValueAsString(all) + "\n";
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code exitCode} becomes {@code EVENKEEL_EXIT_CODE}. */
    Map<String, String> variables() {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("EVENKEEL_MOMENT", moment.word());
        fields.forEach((name, value) -> {
            if (!(value instanceof List)) {
                // A variable ends where its first NUL is.
                variables.put(variable(name), value.toString().replace('\0', ' '));
            }
        });
        return variables;
    }

    private static String variable(String name) {
        return "EVENKEEL_" + name.replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT);
    }
}
