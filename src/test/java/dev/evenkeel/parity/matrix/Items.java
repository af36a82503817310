package dev.evenkeel.parity.matrix;

import dev.evenkeel.parity.inventory.Item;
import dev.evenkeel.parity.inventory.PartResult;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** What items of one case say. */
final class Items {
    private Items() {}

    static PartResult about(PartResult whole, Predicate<Item> mine) {
        List<Item> items = whole.items().stream().filter(mine).toList();
        boolean different = items.stream().anyMatch(item -> item.verdict().equals(Item.DIFFERENT));
        boolean doubtful = items.isEmpty()
                || items.stream().anyMatch(item -> item.verdict().equals(Item.INCONCLUSIVE));
        return new PartResult(different ? Item.DIFFERENT : doubtful ? Item.INCONCLUSIVE : Item.SAME, items);
    }

    /** The verdict, and of everything that is not the same the words. */
    static String answer(PartResult result, UnaryOperator<String> readable) {
        String details = result.items().stream()
                .filter(item -> !item.verdict().equals(Item.SAME))
                .map(item -> (item.verdict().equals(result.verdict()) ? "" : item.verdict() + " ") + item.kind() + " "
                        + item.name() + ": " + item.detail())
                .map(readable)
                .collect(Collectors.joining("; "));
        return details.isEmpty() ? result.verdict() : result.verdict() + ": " + details;
    }
}
