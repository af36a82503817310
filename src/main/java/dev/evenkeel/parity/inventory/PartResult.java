package dev.evenkeel.parity.inventory;

import dev.evenkeel.catalog.ObjectScope;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a comparison of objects, accounts or settings came to.
 *
 * @param verdict {@code Same}, {@code Different} or {@code Inconclusive}
 * @param items everything that was compared, the same among it
 * @param accepted differences that the profile accepts
 * @param unused what the profile accepts and there is none of any more, a sentence each
 */
public record PartResult(String verdict, List<Item> items, List<Acceptance> accepted, List<String> unused) {
    private static final int NAMED = 5;
    /** They are all compared each time. */
    private static final String EVENT = "event";

    public PartResult {
        items = List.copyOf(items);
        accepted = List.copyOf(accepted);
        unused = List.copyOf(unused);
    }

    public PartResult(String verdict, List<Item> items) {
        this(verdict, items, List.of(), List.of());
    }

    /** The same, with what the profile accepts of it. */
    PartResult with(List<Acceptance> acceptances, List<String> notFound) {
        return new PartResult(verdict, items, acceptances, notFound);
    }

    static String notFound(String what, String reason) {
        return "the profile accepts " + what + " (" + reason
                + "), and there is no such difference any more; take it out";
    }

    /** The worst of the items decides; of nothing nothing can be said. */
    static PartResult of(List<Item> items) {
        if (has(items, Item.DIFFERENT)) {
            return new PartResult(Item.DIFFERENT, items);
        }
        boolean doubtful = items.isEmpty() || has(items, Item.INCONCLUSIVE);
        return new PartResult(doubtful ? Item.INCONCLUSIVE : Item.SAME, items);
    }

    /**
     * With a later comparison of some of it.
     *
     * @param scope what of it was compared later, and may be gone since
     */
    public PartResult with(PartResult later, ObjectScope scope) {
        Set<String> again = new HashSet<>();
        later.items().forEach(item -> again.add(item.kind() + " " + item.name()));
        List<Item> all = new ArrayList<>(items.stream()
                .filter(item -> !again.contains(item.kind() + " " + item.name()))
                .filter(item -> !item.kind().equals(EVENT) && !scope.covers(item.name()))
                .toList());
        all.addAll(later.items());
        return of(all);
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
