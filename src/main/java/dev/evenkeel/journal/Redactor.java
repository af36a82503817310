package dev.evenkeel.journal;

import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes secrets out of everything on its way to a writer. Secrets are learnt as they are resolved and never forgotten
 * within a run. Safe for several threads.
 */
public final class Redactor {
    private static final String STARS = "***";

    /** No form of any secret has fewer characters. */
    private final AtomicInteger shortest = new AtomicInteger(Integer.MAX_VALUE);

    private final Map<String, Pattern> secrets = new ConcurrentHashMap<>();

    /**
     * From now on the text is replaced wherever it is, in each of its {@link SecretForms}. Empty texts are ignored:
     * nothing could be hidden by them.
     */
    public void learn(String secret) {
        if (!secret.isEmpty()) {
            shortest.accumulateAndGet(SecretForms.shortest(secret), Math::min);
            secrets.computeIfAbsent(secret, SecretForms::of);
        }
    }

    /** How many secrets are known so far. */
    public int known() {
        return secrets.size();
    }

    public String redact(String text) {
        if (text.length() < shortest.get()) {
            return text;
        }
        BitSet hidden = new BitSet();
        BitSet begins = new BitSet();
        for (Pattern secret : secrets.values()) {
            Matcher found = secret.matcher(text);
            // From the next sign on, not from its end: it may overlap itself.
            for (int from = 0; from < text.length() && found.find(from); from = found.start() + 1) {
                if (!hidden.get(found.start())) {
                    begins.set(found.start());
                }
                begins.clear(found.start() + 1, found.end());
                hidden.set(found.start(), found.end());
            }
        }
        return hidden.isEmpty() ? text : withStars(text, hidden, begins);
    }

    /** Secrets that overlap are one gap: a secret that contains another one must not leave its rest behind. */
    private static String withStars(String text, BitSet hidden, BitSet begins) {
        StringBuilder result = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            if (begins.get(i)) {
                result.append(STARS);
            }
            if (!hidden.get(i)) {
                result.append(text.charAt(i));
            }
        }
        return result.toString();
    }

    /** The same for every text within JSON-like values. */
    public Object redactValue(Object value) {
        // Of thousands of tables most texts are the same, and a text is searched for every secret.
        return redactValue(value, new HashMap<>());
    }

    private Object redactValue(Object value, Map<String, String> seen) {
        if (value instanceof String text) {
            return seen.computeIfAbsent(text, this::redact);
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> result = new LinkedHashMap<>();
            map.forEach((key, inner) ->
                    result.put(seen.computeIfAbsent(key.toString(), this::redact), redactValue(inner, seen)));
            return result;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(inner -> redactValue(inner, seen)).toList();
        }
        return value;
    }
}
