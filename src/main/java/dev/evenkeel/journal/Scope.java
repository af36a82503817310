package dev.evenkeel.journal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a run moves or compares of one kind of thing, and what it leaves out and why. */
public final class Scope {
    private Scope() {}

    /**
     * As the journal keeps it.
     *
     * @param what databases, tables or accounts
     * @param leftOut reasons by name
     */
    public static Map<String, Object> data(String what, List<String> included, Map<String, String> leftOut) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("what", what);
        data.put("included", List.copyOf(included));
        data.put(
                "leftOut",
                leftOut.entrySet().stream()
                        .map(one -> Map.of("name", one.getKey(), "because", one.getValue()))
                        .toList());
        return data;
    }
}
