package dev.evenkeel.cli;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Changes bytes and values by chance; the same seed makes the same changes. */
final class Mutation {
    private static final List<String> PIECES = List.of(
            "\n",
            "\r\n",
            "\u0000",
            "\"",
            "\\",
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "'",
            "`",
            ";",
            "--",
            "/*",
            "*/",
            "#",
            "DELIMITER //\n",
            "\\u0000",
            "\\ud800",
            "\u001b[2J",
            "\u202e",
            "null",
            "true",
            "-1",
            "1e999",
            "0.1e-999999",
            "99999999999999999999999",
            "&a ",
            "*a ",
            "!!int ",
            "? ",
            "- ",
            "|\n ",
            "<<: ",
            "%YAML 9\n",
            "---\n",
            "../",
            "../../../../etc/passwd",
            "\\n",
            "  ",
            "\t",
            "\uFEFF",
            "()",
            "(?",
            "\ud83d\ude00",
            "PT-1S",
            "2026-13-45");

    private final Random chance;

    Mutation(long seed) {
        // Of seeds that follow each other, what is drawn first is nearly the same.
        chance = new Random(seed * 0x9E3779B97F4A7C15L);
    }

    int upTo(int bound) {
        return chance.nextInt(bound);
    }

    <T> T oneOf(List<T> things) {
        return things.get(chance.nextInt(things.size()));
    }

    byte[] bytes(byte[] given) {
        byte[] bytes = given;
        for (int changes = 1 + chance.nextInt(4); changes > 0; changes--) {
            bytes = changed(bytes);
        }
        return bytes;
    }

    private byte[] changed(byte[] bytes) {
        if (bytes.length == 0) {
            return oneOf(PIECES).getBytes(StandardCharsets.UTF_8);
        }
        int at = chance.nextInt(bytes.length);
        int length = Math.min(bytes.length - at, 1 + chance.nextInt(64));
        return switch (chance.nextInt(9)) {
            case 0 -> {
                byte[] flipped = bytes.clone();
                flipped[at] ^= (byte) (1 << chance.nextInt(8));
                yield flipped;
            }
            case 1 -> {
                byte[] random = bytes.clone();
                random[at] = (byte) chance.nextInt(256);
                yield random;
            }
            case 2 -> Arrays.copyOf(bytes, at);
            case 3 -> joined(bytes, at, new byte[0], at + length);
            case 4 -> joined(bytes, at, Arrays.copyOfRange(bytes, at, at + length), at);
            case 5 ->
                joined(bytes, at, oneOf(PIECES).repeat(1 + chance.nextInt(3)).getBytes(StandardCharsets.UTF_8), at);
            case 6 -> {
                int from = chance.nextInt(bytes.length);
                int to = Math.min(bytes.length, from + 1 + chance.nextInt(2_000));
                yield joined(bytes, at, Arrays.copyOfRange(bytes, from, to), at + length);
            }
            case 7 ->
                joined(
                        bytes,
                        at,
                        oneOf(PIECES).repeat(1 + chance.nextInt(20_000)).getBytes(StandardCharsets.UTF_8),
                        at);
            default -> joined(bytes, at, oneOf(PIECES).getBytes(StandardCharsets.UTF_8), at + length);
        };
    }

    private static byte[] joined(byte[] bytes, int end, byte[] between, int from) {
        byte[] whole = new byte[end + between.length + bytes.length - from];
        System.arraycopy(bytes, 0, whole, 0, end);
        System.arraycopy(between, 0, whole, end, between.length);
        System.arraycopy(bytes, from, whole, end + between.length, bytes.length - from);
        return whole;
    }

    /** The same data with one value of it, at any depth, of another kind or size. */
    Map<String, Object> data(Map<String, Object> given) {
        Map<String, Object> changed = new LinkedHashMap<>(given);
        if (changed.isEmpty() || chance.nextInt(12) == 0) {
            changed.put(oneOf(List.of("id", "index", "phase", "at", "outcome", "millis")), value());
            return changed;
        }
        String name = oneOf(new ArrayList<>(changed.keySet()));
        if (chance.nextInt(12) == 0) {
            changed.remove(name);
        } else {
            changed.put(name, within(changed.get(name)));
        }
        return changed;
    }

    private Object within(Object value) {
        boolean deeper = chance.nextInt(3) > 0;
        if (deeper && value instanceof Map<?, ?> map && !map.isEmpty()) {
            Map<String, Object> named = new LinkedHashMap<>();
            map.forEach((key, inner) -> named.put(key.toString(), inner));
            return data(named);
        }
        if (deeper && value instanceof List<?> list && !list.isEmpty()) {
            List<Object> changed = new ArrayList<>(list);
            int at = chance.nextInt(changed.size());
            changed.set(at, within(changed.get(at)));
            return changed;
        }
        return value();
    }

    private Object value() {
        return switch (chance.nextInt(16)) {
            case 0 -> null;
            case 1 -> Long.MAX_VALUE;
            case 2 -> Long.MIN_VALUE;
            case 3 -> -1;
            case 4 -> 0;
            case 5 -> 1e300;
            case 6 -> true;
            case 7 -> "";
            case 8 -> "x".repeat(1 + chance.nextInt(5_000));
            case 9 -> oneOf(PIECES).repeat(1 + chance.nextInt(30));
            case 10 -> "+1000000000-12-31T23:59:59.999999999Z";
            case 11 -> "-1000000000-01-01T00:00:00Z";
            case 12 -> List.of();
            case 13 -> List.of(Long.MAX_VALUE, -1, "x", List.of(), Map.of());
            case 14 -> Map.of("a", Map.of("b", List.of(Map.of("c", 1))));
            default -> chance.nextInt(100_000);
        };
    }
}
