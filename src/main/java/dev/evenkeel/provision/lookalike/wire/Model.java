package dev.evenkeel.provision.lookalike.wire;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/** Fills one of the SDK's requests from what arrived, by the fields that the SDK itself says it has. */
final class Model {
    private Model() {}

    /**
     * @param builder of the request that is expected
     * @throws Refusal where a value is not of its type
     */
    static SdkPojo read(SdkPojo builder, Given given) {
        for (SdkField<?> field : builder.sdkFields()) {
            given.child(field.locationName()).ifPresent(part -> field.set(builder, value(field, part)));
        }
        return (SdkPojo) ((SdkBuilder<?, ?>) builder).build();
    }

    private static Object value(SdkField<?> field, Given given) {
        Class<?> type = field.marshallingType().getTargetClass();
        if (type == SdkPojo.class) {
            return read(field.constructor().get(), given);
        }
        Optional<ListTrait> list = field.getOptionalTrait(ListTrait.class);
        if (list.isPresent()) {
            List<Object> items = new ArrayList<>();
            given.items(list.get().memberLocationName())
                    .forEach(item -> items.add(value(list.get().memberFieldInfo(), item)));
            return items;
        }
        Optional<MapTrait> map = field.getOptionalTrait(MapTrait.class);
        if (map.isPresent()) {
            Map<String, Object> entries = new LinkedHashMap<>();
            given.names()
                    .forEach(name -> entries.put(
                            name,
                            value(map.get().valueFieldInfo(), given.child(name).orElseThrow())));
            return entries;
        }
        return single(type, field.locationName(), given.text().orElse(""));
    }

    private static Object single(Class<?> type, String name, String text) {
        try {
            if (type == String.class) {
                return text;
            } else if (type == Integer.class) {
                return Integer.valueOf(text);
            } else if (type == Long.class) {
                return Long.valueOf(text);
            } else if (type == Double.class) {
                return Double.valueOf(text);
            } else if (type == Float.class) {
                return Float.valueOf(text);
            } else if (type == Boolean.class) {
                return Boolean.valueOf(text);
            } else if (type == BigDecimal.class) {
                return new BigDecimal(text);
            } else if (type == SdkBytes.class) {
                return SdkBytes.fromByteArray(java.util.Base64.getDecoder().decode(text));
            } else if (type == Instant.class) {
                return text.matches("[0-9.]+")
                        ? Instant.ofEpochMilli(
                                new BigDecimal(text).movePointRight(3).longValue())
                        : Instant.parse(text);
            }
        } catch (IllegalArgumentException | java.time.DateTimeException e) {
            throw new Refusal("InvalidParameterValue", 400, name + " is '" + text + "', which is no " + type);
        }
        throw new IllegalStateException("the look-alike knows no values of " + type + ", as " + name + " is");
    }
}
