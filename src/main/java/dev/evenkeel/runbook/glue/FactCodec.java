package dev.evenkeel.runbook.glue;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Facts as a journal holds them: maps, lists, texts, numbers and booleans. Of the record's components alone, by their names. */
final class FactCodec {
    private static final Set<Type> PLAIN = Set.of(String.class, boolean.class, Boolean.class);
    private static final Set<Type> WHOLE = Set.of(long.class, Long.class, int.class, Integer.class);
    private static final Set<Type> OWN_TEXT = Set.of(Instant.class, Duration.class);

    private FactCodec() {}

    /** What a journal cannot hold of it; empty when it can hold all. */
    static Optional<String> unfit(Type type) {
        if (PLAIN.contains(type) || WHOLE.contains(type)) {
            return Optional.empty();
        }
        if (type instanceof ParameterizedType many
                && (many.getRawType() == List.class || many.getRawType() == Optional.class)) {
            return unfit(many.getActualTypeArguments()[0]);
        }
        if (type instanceof Class<?> simple && readsItsText(simple)) {
            return Optional.empty();
        }
        if (type instanceof Class<?> simple && simple.isRecord()) {
            return Arrays.stream(simple.getRecordComponents())
                    .flatMap(part -> unfit(part.getGenericType()).stream().map(why -> part.getName() + ": " + why))
                    .findFirst();
        }
        return Optional.of("a journal cannot hold a " + type.getTypeName());
    }

    static Object write(Object value) {
        if (value instanceof Record fact && !readsItsText(fact.getClass())) {
            Map<String, Object> parts = new LinkedHashMap<>();
            for (RecordComponent part : fact.getClass().getRecordComponents()) {
                parts.put(part.getName(), write(component(fact, part)));
            }
            return parts;
        }
        if (value instanceof List<?> many) {
            return many.stream().map(FactCodec::write).toList();
        }
        if (value instanceof Optional<?> perhaps) {
            return perhaps.map(FactCodec::write).stream().toList();
        }
        if (value instanceof Enum<?> choice) {
            return choice.name();
        }
        return PLAIN.contains(value.getClass()) || WHOLE.contains(value.getClass()) ? value : value.toString();
    }

    /** @throws IllegalArgumentException when it is not what {@link #write} makes of such a type */
    static Object read(Object written, Type type) {
        if (type == String.class ? written instanceof String : PLAIN.contains(type) && written instanceof Boolean) {
            return written;
        }
        if (WHOLE.contains(type) && written instanceof Number number) {
            return type == long.class || type == Long.class ? (Object) number.longValue() : number.intValue();
        }
        if (type instanceof ParameterizedType many && written instanceof List<?> parts) {
            List<?> read = parts.stream()
                    .map(part -> read(part, many.getActualTypeArguments()[0]))
                    .toList();
            return many.getRawType() == Optional.class ? read.stream().findFirst() : read;
        }
        if (type instanceof Class<?> simple
                && simple.isRecord()
                && !readsItsText(simple)
                && written instanceof Map<?, ?> parts) {
            return record(parts, simple);
        }
        if (type instanceof Class<?> simple && written instanceof String text) {
            String by = simple.isEnum() ? "valueOf" : "parse";
            return parser(simple, by)
                    .map(method -> call(() -> method.invoke(null, text)))
                    .orElseThrow(() -> new IllegalArgumentException("not of text: " + type.getTypeName()));
        }
        throw new IllegalArgumentException(written + " is not a " + type.getTypeName());
    }

    private static Object record(Map<?, ?> parts, Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = Arrays.stream(components)
                .map(part -> read(parts.get(part.getName()), part.getGenericType()))
                .toArray();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        return call(() -> {
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        });
    }

    private static Object component(Record fact, RecordComponent part) {
        return call(() -> {
            Method accessor = part.getAccessor();
            accessor.setAccessible(true);
            return accessor.invoke(fact);
        });
    }

    private static boolean readsItsText(Class<?> type) {
        return type.isEnum() || parser(type, "parse").isPresent();
    }

    private static Optional<Method> parser(Class<?> type, String name) {
        Class<?> argument = OWN_TEXT.contains(type) ? CharSequence.class : String.class;
        return Arrays.stream(type.getMethods())
                .filter(method -> method.getName().equals(name)
                        && Modifier.isStatic(method.getModifiers())
                        && type == method.getReturnType()
                        && Arrays.equals(method.getParameterTypes(), new Class<?>[] {argument}))
                .findFirst();
    }

    private static Object call(Reflective call) {
        try {
            return call.run();
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private interface Reflective {
        Object run() throws ReflectiveOperationException;
    }
}
