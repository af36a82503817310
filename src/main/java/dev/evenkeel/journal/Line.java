package dev.evenkeel.journal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An entry as a line of JSON. There is one form for each entry, so that its bytes can be checked too. */
final class Line {
    /** An entry is at most a few maps deep; a parser must not be led further than its stack. */
    static final int DEEPEST = 100;

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");
    private static final ObjectMapper WRITING =
            new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
    private static final ObjectMapper READING = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxStringLength(JournalReader.MOST_LINE_BYTES)
                            .build())
                    // Of two values for one name some readers take the first, some the last.
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private Line() {}

    static byte[] encode(Entry entry) {
        Map<String, Object> line = fields(entry);
        line.put("hash", entry.hash());
        return bytes(entry, line);
    }

    /** An entry with its hash, and its line as {@link #encode} gives it. */
    record Hashed(Entry entry, byte[] line) {}

    /** Encodes an entry once, which may be large, and puts the hash into its place: names are in order. */
    static Hashed hashed(Entry entry) {
        byte[] bare = bytes(entry, fields(entry));
        String hash = sha256(bare);
        Map<String, Object> behind = fields(entry);
        behind.keySet().removeAll(List.of("at", "data"));
        int tail = bytes(entry, behind).length - 1;
        byte[] between = (",\"hash\":\"" + hash + "\",").getBytes(StandardCharsets.US_ASCII);
        // The comma before what follows the data is that of the hash.
        int head = bare.length - tail - 1;
        byte[] line = Arrays.copyOf(bare, head + between.length + tail);
        System.arraycopy(between, 0, line, head, between.length);
        System.arraycopy(bare, bare.length - tail, line, head + between.length, tail);
        return new Hashed(new Entry(entry.seq(), entry.at(), entry.kind(), entry.data(), entry.prev(), hash), line);
    }

    /** Over all fields but the hash itself. */
    static String hash(Entry entry) {
        return sha256(bytes(entry, fields(entry)));
    }

    /** Spaces, another order of names, escapes that are not needed, a carriage return: none of these were written. */
    static boolean isAsWritten(Entry entry, byte[] line) {
        return Arrays.equals(encode(entry), line);
    }

    static Entry decode(byte[] line) {
        try {
            Map<String, Object> fields = READING.readValue(line, new TypeReference<>() {});
            if (fields != null
                    && fields.get("seq") instanceof Number seq
                    && fields.get("at") instanceof String at
                    && fields.get("kind") instanceof String kind
                    && fields.get("data") instanceof Map<?, ?> data
                    && fields.get("prev") instanceof String prev
                    && fields.get("hash") instanceof String hash) {
                @SuppressWarnings("unchecked") // JSON has no other names than texts.
                Map<String, Object> named = (Map<String, Object>) data;
                return new Entry(seq.longValue(), instant(at), kind, named, prev, hash);
            }
            throw new NoEntry("seq, at, kind, data, prev or hash is missing or of another type");
        } catch (StreamConstraintsException e) {
            throw new NoEntry(
                    "it is deeper than " + DEEPEST + " levels, or a number in it is longer than any that is written");
        } catch (JsonProcessingException e) {
            // Jackson's own words quote the line, which may be one of another file.
            throw new NoEntry(
                    e.getOriginalMessage().startsWith("Duplicate")
                            ? "a name is given twice"
                            : "the line is not a JSON object");
        } catch (DateTimeException e) {
            throw new NoEntry("at is not an instant");
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be read", e);
        } catch (IllegalStateException e) {
            // Jackson's, of names that were made to collide in its table.
            throw new NoEntry("its names cannot be read");
        }
    }

    /** Of our time: with others a report could not calculate. */
    private static Instant instant(String text) {
        Instant at = Instant.parse(text);
        if (at.isBefore(Instant.EPOCH) || at.isAfter(LATEST)) {
            throw new NoEntry("at is not an instant");
        }
        return at;
    }

    private static Map<String, Object> fields(Entry entry) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("seq", entry.seq());
        line.put("at", entry.at().toString());
        line.put("kind", entry.kind());
        line.put("data", entry.data());
        line.put("prev", entry.prev());
        return line;
    }

    private static byte[] bytes(Entry entry, Map<String, Object> line) {
        try {
            return WRITING.writeValueAsBytes(line);
        } catch (JsonProcessingException e) {
            throw new NoEntry("an entry of kind " + entry.kind() + " holds what JSON cannot");
        }
    }

    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Not the line of an entry; the message says why, without what the line holds. */
    static final class NoEntry extends RuntimeException {
        NoEntry(String reason) {
            super(reason);
        }
    }
}
