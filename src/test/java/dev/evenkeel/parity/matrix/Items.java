package dev.evenkeel.parity.matrix;

import dev.evenkeel.event.Verdict;
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
        boolean different = items.stream().anyMatch(item -> item.verdict().equals(Verdict.DIFFERENT));
        boolean doubtful = items.isEmpty()
                || items.stream().anyMatch(item -> item.verdict().equals(Verdict.INCONCLUSIVE));
        return new PartResult(different ? Verdict.DIFFERENT : doubtful ? Verdict.INCONCLUSIVE : Verdict.SAME, items);
    }

    /** The verdict, and of everything that is not the same the words. */
    static String answer(PartResult result, UnaryOperator<String> readable) {
        String details = result.items().stream()
                .filter(item -> !item.verdict().equals(Verdict.SAME))
                .map(item -> (item.verdict().equals(result.verdict()) ? "" : item.verdict() + " ") + item.kind() + " "
                        + item.name() + ": " + item.detail())
                .map(readable)
                .collect(Collectors.joining("; "));
        return details.isEmpty() ? result.verdict().word() : result.verdict() + ": " + details;
    }
}
