package dev.evenkeel.approval;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.type.LogicalType;
import dev.evenkeel.journal.OrdinaryFile;
import dev.evenkeel.journal.PrivateFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Small files that people pass around, as one JSON object each. Every field must be there once, and no other may be. */
final class JsonFile {
    static final long MOST_BYTES = 256 << 10;

    private static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(10).build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(SerializationFeature.INDENT_OUTPUT);

    static {
        Stream.of(LogicalType.Textual, LogicalType.Integer)
                .map(MAPPER::coercionConfigFor)
                .forEach(config -> Stream.of(CoercionInputShape.values())
                        .filter(shape -> shape != CoercionInputShape.EmptyArray)
                        .forEach(shape -> config.setCoercion(shape, CoercionAction.Fail)));
    }

    private JsonFile() {}

    static byte[] bytes(Object value) {
        try {
            return (MAPPER.writeValueAsString(value) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @param name within the folder
     * @throws SshData.Malformed when the file is not one that is written here; nothing of it is quoted
     */
    static <T> T read(Path folder, String name, Class<T> type) throws IOException {
        try (InputStream in = OrdinaryFile.open(folder, name, MOST_BYTES)) {
            return MAPPER.readValue(in.readNBytes((int) MOST_BYTES), type);
        } catch (JsonProcessingException e) {
            if (e.getCause() instanceof SshData.Malformed malformed) {
                throw malformed;
            }
            throw new SshData.Malformed("it is not a JSON object with the fields of its kind");
        }
    }

    static Path write(Path file, Object value) {
        try {
            PrivateFiles.folder(file.toAbsolutePath().getParent());
            return PrivateFiles.exchange(file, bytes(value));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + e, e);
        }
    }
}
