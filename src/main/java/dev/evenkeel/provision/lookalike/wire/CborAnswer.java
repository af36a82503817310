package dev.evenkeel.provision.lookalike.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializable;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.core.SdkPojo;

/** Reads and writes CBOR as the services that speak Smithy's "RPC v2 CBOR" do: times are tagged seconds. */
final class CborAnswer {
    private static final ObjectMapper CBOR = new ObjectMapper(new CBORFactory());
    /** Says that a number is of seconds since 1970. */
    private static final int TIME = 1;

    private CborAnswer() {}

    /** @throws Refusal where it is not CBOR */
    static JsonNode read(byte[] body) {
        try {
            return body.length == 0 ? CBOR.createObjectNode() : CBOR.readTree(body);
        } catch (IOException e) {
            throw new Refusal("SerializationException", 400, "the request is not CBOR: " + e.getMessage());
        }
    }

    static byte[] of(SdkPojo result) {
        return bytes(JsonAnswer.plain(result, Time::new));
    }

    static byte[] refusal(Refusal refusal) {
        return bytes(Map.of("__type", refusal.code(), "message", refusal.getMessage()));
    }

    private static byte[] bytes(Object value) {
        try {
            return CBOR.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer cannot be written", e);
        }
    }

    private record Time(Instant at) implements JsonSerializable {
        @Override
        public void serialize(JsonGenerator out, SerializerProvider provider) throws IOException {
            ((CBORGenerator) out).writeTag(TIME);
            out.writeNumber(at.toEpochMilli() / 1000.0);
        }

        @Override
        public void serializeWithType(JsonGenerator out, SerializerProvider provider, TypeSerializer type)
                throws IOException {
            serialize(out, provider);
        }
    }
}
