package dev.evenkeel.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenkeel.journal.OrdinaryFile;
import dev.evenkeel.report.allure.AllureExtras;
import dev.evenkeel.report.folder.Manifest;
import dev.evenkeel.report.folder.ToolVersion;
import dev.evenkeel.report.json.Attestation;
import dev.evenkeel.report.json.AuditJson;
import dev.evenkeel.report.story.Story;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is written from the journal, written again and compared byte for byte with what the folder holds. */
final class Retold {
    /** Of a report; they are written in memory. */
    private static final long MOST_BYTES = 1L << 30;

    private static final long MOST_ATTESTATION_BYTES = 16L << 20;
    private static final int DEEPEST = 100;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
            .build();
    private static final ObjectMapper JSON = new ObjectMapper(FACTORY);

    private Retold() {}

    static void check(Path folder, Set<String> names, Story story, List<String> problems, List<String> untold)
            throws IOException {
        String writtenBy = names.contains(AuditJson.FILE) ? writtenBy(folder) : ToolVersion.text();
        boolean sameVersion = writtenBy.equals(ToolVersion.text());
        for (Map.Entry<String, byte[]> file : expected(story, writtenBy, names).entrySet()) {
            String name = file.getKey();
            if (!names.contains(name) || same(folder, name, file.getValue())) {
                continue;
            }
            if (sameVersion) {
                problems.add(name + ": not what the journal says");
            } else {
                untold.add(name + ": written by "
                        + (writtenBy.isEmpty() ? "a version that it does not name" : "version " + writtenBy)
                        + ", this is " + ToolVersion.text() + ": not compared; use that version, or write the"
                        + " reports again: evenkeel report");
            }
        }
        if (names.contains(Attestation.FILE) && names.contains(AuditJson.FILE)) {
            attested(folder, story).ifPresent(problems::add);
        }
    }

    private static Map<String, byte[]> expected(Story story, String writtenBy, Set<String> names) {
        Map<String, byte[]> expected = new LinkedHashMap<>(Rendering.of(story, writtenBy));
        if (names.stream().anyMatch(name -> name.startsWith(KnownFiles.ALLURE))) {
            AllureExtras.told(story).forEach((name, content) -> expected.put(KnownFiles.ALLURE + name, content));
        }
        return expected;
    }

    private static boolean same(Path folder, String name, byte[] expected) throws IOException {
        try (InputStream in = OrdinaryFile.open(folder, name, MOST_BYTES)) {
            return Arrays.equals(in.readNBytes(expected.length), expected) && in.read() < 0;
        }
    }

    /** By the report's own words, which prove nothing: where they are wrong, nothing is the same as what they name. */
    private static String writtenBy(Path folder) throws IOException {
        try (InputStream in = OrdinaryFile.open(folder, AuditJson.FILE, MOST_BYTES);
                JsonParser parser = FACTORY.createParser(in)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return "";
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean found = parser.currentName().equals(AuditJson.WRITTEN_BY);
                JsonToken value = parser.nextToken();
                if (found) {
                    return value == JsonToken.VALUE_STRING ? parser.getText() : "";
                }
                parser.skipChildren();
            }
            return "";
        } catch (JsonProcessingException e) {
            return "";
        }
    }

    /** The digests that the attestation binds, against the files and the journal. */
    private static Optional<String> attested(Path folder, Story story) throws IOException {
        JsonNode statement;
        try (InputStream in = OrdinaryFile.open(folder, Attestation.FILE, MOST_ATTESTATION_BYTES)) {
            statement = JSON.readTree(in);
        } catch (JsonProcessingException e) {
            return Optional.of(Attestation.FILE + ": no statement, it is not JSON");
        }
        boolean report = false;
        for (JsonNode subject : statement.path("subject")) {
            String name = subject.path("name").asText();
            String digest = subject.at("/digest/sha256").asText();
            boolean isReport = name.equals(AuditJson.FILE);
            String found = isReport
                    ? Manifest.digest(OrdinaryFile.check(folder, AuditJson.FILE))
                    : story.run().runbook().sha256();
            if (!digest.equals(found)) {
                return Optional.of(
                        Attestation.FILE + ": the digest that it gives for " + name + " is not the one found");
            }
            report |= isReport;
        }
        return report ? Optional.empty() : Optional.of(Attestation.FILE + ": says nothing of " + AuditJson.FILE);
    }
}
