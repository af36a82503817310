package dev.evenkeel.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.evenkeel.event.Entered;
import dev.evenkeel.event.EventCodec;
import dev.evenkeel.event.RunEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The page about the journal and the schemas say what the types say. */
class JournalDocTest {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final String DRAFT = "https://json-schema.org/draft/2020-12/schema";
    private static final String HEAD = """
            # The journal's entries

            `journal.ndjson` holds one JSON object a line: `seq`, `at`, `kind`, `data`, `prev`, `hash`. The reports are written from these
            entries alone. There is one form for each entry: names in alphabetical order, no spaces between them, characters beyond ASCII as
            they are in UTF-8, a line feed at the end; a line in another form is refused. Half a character (an unpaired surrogate) is written
            as U+FFFD.

            This page is written from the program's types, and so is its [JSON Schema](schema/journal.schema.json); `audit.json` has
            [one too](schema/audit.schema.json). `schema` in `RUN_STARTED` is the version of the form, now %d: fields and kinds may be
            added within a version, none is renamed. A kind that a reader does not know is shown as unknown.
            """;

    @Test
    void the_page_lists_every_kind_and_every_field() throws IOException {
        StringBuilder page = new StringBuilder(HEAD.formatted(RunEvent.Started.SCHEMA));
        for (String kind : EventCodec.inOrder()) {
            Class<?> type = EventCodec.kinds().get(kind);
            page.append("\n## ").append(kind).append("\n\n");
            page.append(type.getAnnotation(Entered.class).says()).append("\n\n");
            page.append("| field | type | what |\n|---|---|---|\n").append(new RecordDoc(false).rows(type));
        }
        compare(Path.of("docs/journal.md"), page.toString());
    }

    @Test
    void the_schema_of_the_journal() throws IOException {
        List<Object> kinds = new ArrayList<>();
        Map<String, Object> definitions = new LinkedHashMap<>();
        for (String kind : EventCodec.inOrder()) {
            Class<?> type = EventCodec.kinds().get(kind);
            Map<String, Object> definition = new LinkedHashMap<>();
            definition.put("description", type.getAnnotation(Entered.class).says());
            definition.putAll(new RecordDoc(false).schema(type));
            definitions.put(kind, definition);
            kinds.add(ordered(
                    "if", Map.of("properties", Map.of("kind", Map.of("const", kind))),
                    "then", Map.of("properties", Map.of("data", Map.of("$ref", "#/$defs/" + kind)))));
        }
        Map<String, Object> hash = ordered("type", "string", "pattern", "^[0-9a-f]{64}$");
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("seq", ordered("type", "integer", "minimum", 1));
        properties.put("at", ordered("type", "string", "format", "date-time"));
        properties.put("kind", ordered("type", "string", "description", "others than those listed are unknown"));
        properties.put("data", ordered("type", "object"));
        properties.put("prev", hash);
        properties.put("hash", hash);
        Map<String, Object> schema = ordered(
                "$schema", DRAFT, "title", "A line of evenkeel's journal.ndjson, version " + RunEvent.Started.SCHEMA);
        schema.put("type", "object");
        schema.put("required", List.copyOf(properties.keySet()));
        schema.put("properties", properties);
        schema.put("allOf", kinds);
        schema.put("$defs", definitions);
        compare(Path.of("docs/schema/journal.schema.json"), text(schema));
    }

    @Test
    void the_schema_of_the_report_for_scripts() throws IOException, ClassNotFoundException {
        Map<String, Object> schema = ordered("$schema", DRAFT, "title", "evenkeel's audit.json, version 1");
        schema.putAll(new RecordDoc(true).schema(Class.forName("dev.evenkeel.report.json.AuditDocument")));
        compare(Path.of("docs/schema/audit.schema.json"), text(schema));
    }

    private static void compare(Path file, String content) throws IOException {
        if (Boolean.getBoolean("evenkeel.docs.write")) {
            Files.writeString(file, content);
            return;
        }
        assertThat(file)
                .as("'mvn test -Dtest=JournalDocTest -DargLine=-Devenkeel.docs.write=true' writes " + file)
                .hasContent(content);
    }

    private static String text(Map<String, Object> json) throws JsonProcessingException {
        return JSON.writeValueAsString(json) + "\n";
    }

    private static Map<String, Object> ordered(Object... namesAndValues) {
        Map<String, Object> ordered = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            ordered.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return ordered;
    }
}
