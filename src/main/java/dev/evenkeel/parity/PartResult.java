package dev.evenkeel.parity;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a comparison of objects, accounts or settings came to.
 *
 * @param verdict {@code Same}, {@code Different} or {@code Inconclusive}
 * @param items everything that was compared, the same among it
 */
public record PartResult(String verdict, List<Item> items) {
    private static final int NAMED = 5;

    public PartResult {
        items = List.copyOf(items);
    }

    /** The worst of the items decides; of nothing nothing can be said. */
    static PartResult of(List<Item> items) {
        if (has(items, Item.DIFFERENT)) {
            return new PartResult(Item.DIFFERENT, items);
        }
        boolean doubtful = items.isEmpty() || has(items, Item.INCONCLUSIVE);
        return new PartResult(doubtful ? Item.INCONCLUSIVE : Item.SAME, items);
    }

    /** As the journal keeps it. */
    public Map<String, Object> data() {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("verdict", verdict);
        data.put("examined", items.size());
        data.put("items", items.stream().map(Item::data).toList());
        return data;
    }

    /** The first few items that make the verdict, for a message. */
    public String failures() {
        return items.stream()
                .filter(item -> item.verdict().equals(verdict))
                .limit(NAMED)
                .map(item -> item.kind() + " " + item.name() + ": " + item.detail())
                .collect(Collectors.joining("; "));
    }

    private static boolean has(List<Item> items, String verdict) {
        return items.stream().anyMatch(item -> item.verdict().equals(verdict));
    }
}
