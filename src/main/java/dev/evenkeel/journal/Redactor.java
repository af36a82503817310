package dev.evenkeel.journal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Takes secrets out of everything on its way to a writer. Secrets are learnt as they are resolved and never forgotten
 * within a run. Safe for several threads.
 */
public final class Redactor {
    private static final String STARS = "***";

    private final List<String> secrets = new CopyOnWriteArrayList<>();

    /** From now on the text is replaced wherever it stands. Empty texts are ignored: nothing could be hidden by them. */
    public synchronized void learn(String secret) {
        if (!secret.isEmpty() && !secrets.contains(secret)) {
            List<String> sorted = new ArrayList<>(secrets);
            sorted.add(secret);
            // The longest first: a secret that contains another one must not leave its rest behind.
            sorted.sort(Comparator.comparingInt(String::length).reversed());
            secrets.clear();
            secrets.addAll(sorted);
        }
    }

    /** How many secrets are known so far. */
    public int known() {
        return secrets.size();
    }

    public String redact(String text) {
        String result = text;
        for (String secret : secrets) {
            result = result.replace(secret, STARS);
        }
        return result;
    }

    /** The same for every text within JSON-like values. */
    public Object redactValue(Object value) {
        if (value instanceof String text) {
            return redact(text);
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> result = new LinkedHashMap<>();
            map.forEach((key, inner) -> result.put(redact(key.toString()), redactValue(inner)));
            return result;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(this::redactValue).toList();
        }
        return value;
    }
}
