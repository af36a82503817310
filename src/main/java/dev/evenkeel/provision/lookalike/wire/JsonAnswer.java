package dev.evenkeel.provision.lookalike.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/** Writes the SDK's own objects as the services that speak JSON do: times are seconds. */
final class JsonAnswer {
    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonAnswer() {}

    static byte[] of(SdkPojo result) {
        return bytes(value(result));
    }

    static byte[] refusal(Refusal refusal) {
        return bytes(Map.of("__type", refusal.code(), "message", refusal.getMessage()));
    }

    private static byte[] bytes(Object value) {
        try {
            return JSON.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer cannot be written", e);
        }
    }

    private static Object value(Object value) {
        if (value instanceof SdkPojo pojo) {
            Map<String, Object> fields = new LinkedHashMap<>();
            for (SdkField<?> field : pojo.sdkFields()) {
                Object part = field.getValueOrDefault(pojo);
                if (part != null && !(part instanceof List<?> list && list.isEmpty())) {
                    fields.put(field.locationName(), value(part));
                }
            }
            return fields;
        } else if (value instanceof List<?> list) {
            return list.stream().map(JsonAnswer::value).toList();
        } else if (value instanceof Map<?, ?> map) {
            Map<String, Object> entries = new LinkedHashMap<>();
            map.forEach((key, part) -> entries.put(String.valueOf(key), value(part)));
            return entries;
        } else if (value instanceof Instant time) {
            return BigDecimal.valueOf(time.toEpochMilli(), 3);
        } else if (value instanceof SdkBytes data) {
            return data.asByteArray();
        }
        return value;
    }
}
