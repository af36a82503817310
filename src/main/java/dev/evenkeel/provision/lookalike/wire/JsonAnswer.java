package dev.evenkeel.provision.lookalike.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/** Writes the SDK's own objects as the services that speak JSON do: times are seconds. */
final class JsonAnswer {
    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonAnswer() {}

    static byte[] of(SdkPojo result) {
        return bytes(plain(result, time -> BigDecimal.valueOf(time.toEpochMilli(), 3)));
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

    /**
     * The same in maps and lists.
     *
     * @param times how a moment is written
     */
    static Object plain(Object value, Function<Instant, Object> times) {
        if (value instanceof SdkPojo pojo) {
            Map<String, Object> fields = new LinkedHashMap<>();
            for (SdkField<?> field : pojo.sdkFields()) {
                Object part = field.getValueOrDefault(pojo);
                if (part != null && !(part instanceof List<?> list && list.isEmpty())) {
                    fields.put(field.locationName(), plain(part, times));
                }
            }
            return fields;
        } else if (value instanceof List<?> list) {
            return list.stream().map(each -> plain(each, times)).toList();
        } else if (value instanceof Map<?, ?> map) {
            Map<String, Object> entries = new LinkedHashMap<>();
            map.forEach((key, part) -> entries.put(String.valueOf(key), plain(part, times)));
            return entries;
        } else if (value instanceof Instant time) {
            return times.apply(time);
        } else if (value instanceof SdkBytes data) {
            return data.asByteArray();
        }
        return value;
    }
}
