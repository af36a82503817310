package dev.evenkeel.journal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
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
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

    /** How every line ends, because names are in order. */
    private static final Pattern END = Pattern.compile(
            ",\"hash\":\"([0-9a-f]{64})\",\"kind\":\"(\\w+)\",\"prev\":\"[0-9a-f]{64}\",\"seq\":(\\d{1,18})}$");
    /** Of a line's end. */
    private static final int MOST_END_BYTES = 400;

    private Line() {}

    /** An entry with its hash, and its line. */
    record Hashed(Entry entry, byte[] line) {}

    /** Encodes an entry once, which may be large, and puts the hash over all other fields into its place. */
    static Hashed hashed(Entry entry) {
        byte[] bare = bytes(entry, fields(entry));
        String hash = sha256(bare);
        Map<String, Object> afterData = fields(entry);
        afterData.keySet().removeAll(List.of("at", "data"));
        // With a comma where an object of its own has its bracket.
        int tail = bytes(entry, afterData).length;
        byte[] field = (",\"hash\":\"" + hash + "\"").getBytes(StandardCharsets.US_ASCII);
        int head = bare.length - tail;
        byte[] line = Arrays.copyOf(bare, head + field.length + tail);
        System.arraycopy(field, 0, line, head, field.length);
        System.arraycopy(bare, head, line, head + field.length, tail);
        return new Hashed(new Entry(entry.seq(), entry.at(), entry.kind(), entry.data(), entry.prev(), hash), line);
    }

    /**
     * What the end of a line says of its entry.
     *
     * @param place where the hash begins
     */
    record End(String hash, String kind, long seq, int place) {
        /** Of a line as entries are written; empty where it does not end so. */
        static Optional<End> of(byte[] line) {
            int from = Math.max(0, line.length - MOST_END_BYTES);
            Matcher end = END.matcher(new String(line, from, line.length - from, StandardCharsets.ISO_8859_1));
            return end.find()
                    ? Optional.of(new End(end.group(1), end.group(2), Long.parseLong(end.group(3)), from + end.start()))
                    : Optional.empty();
        }

        /** Whether the hash is that of the line's other bytes. */
        boolean fits(byte[] line) {
            MessageDigest digest = sha256();
            digest.update(line, 0, place);
            int rest = place + FIELD_BYTES;
            digest.update(line, rest, line.length - rest);
            return HexFormat.of().formatHex(digest.digest()).equals(hash);
        }

        private static final int FIELD_BYTES = ",\"hash\":\"\"".length() + 64;
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

    /** One text of the data of an entry as it was written, without reading the others. */
    static Optional<String> text(byte[] line, String field) {
        try (JsonParser parser = READING.createParser(line)) {
            int depth = 0;
            boolean inData = false;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.FIELD_NAME) {
                    inData |= depth == 1 && parser.currentName().equals("data");
                    if (inData && depth == 2 && parser.currentName().equals(field)) {
                        return Optional.ofNullable(parser.nextTextValue());
                    }
                } else if (token == JsonToken.START_OBJECT && depth < (inData ? 2 : 1)) {
                    depth++;
                } else if (token.isStructStart()) {
                    parser.skipChildren();
                } else if (token == JsonToken.END_OBJECT) {
                    depth--;
                    inData &= depth > 1;
                }
            }
            return Optional.empty();
        } catch (JsonProcessingException e) {
            throw new NoEntry("the line is not a JSON object");
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be read", e);
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
        return HexFormat.of().formatHex(sha256().digest(content));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
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
