package dev.evenkeel.parity.inventory;

import dev.evenkeel.catalog.ObjectScope;
import dev.evenkeel.event.ParityEvent;
import dev.evenkeel.event.Verdict;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a comparison of objects, accounts or settings came to.
 *
 * @param verdict never {@link Verdict#ALLOWED}: what a rule permits is the same
 * @param items everything that was compared, the same among it
 * @param accepted differences that the profile accepts
 * @param unused what the profile accepts and there is none of any more, a sentence each
 */
public record PartResult(Verdict verdict, List<Item> items, List<Acceptance> accepted, List<String> unused) {
    private static final int NAMED = 5;
    /** They are all compared each time. */
    private static final String EVENT = "event";

    public PartResult {
        items = List.copyOf(items);
        accepted = List.copyOf(accepted);
        unused = List.copyOf(unused);
    }

    public PartResult(Verdict verdict, List<Item> items) {
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
        if (has(items, Verdict.DIFFERENT)) {
            return new PartResult(Verdict.DIFFERENT, items);
        }
        boolean doubtful = items.isEmpty() || has(items, Verdict.INCONCLUSIVE);
        return new PartResult(doubtful ? Verdict.INCONCLUSIVE : Verdict.SAME, items);
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

    /** As it is journalled. */
    public ParityEvent.Inventory inventory() {
        return new ParityEvent.Inventory(
                verdict,
                Optional.of((long) items.size()),
                items.stream().map(Item::event).toList());
    }

    /** The first few items that make the verdict, for a message. */
    public String failures() {
        return items.stream()
                .filter(item -> item.verdict() == verdict)
                .limit(NAMED)
                .map(item -> item.kind() + " " + item.name() + ": " + item.detail())
                .collect(Collectors.joining("; "));
    }

    private static boolean has(List<Item> items, Verdict verdict) {
        return items.stream().anyMatch(item -> item.verdict() == verdict);
    }
}
