package dev.evenkeel.parity.inventory;

import dev.evenkeel.catalog.ObjectScope;
import dev.evenkeel.event.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Compares what two servers define while both are in use and the right one follows the left. What differs may be on its way: it is
 * compared again after the follower has applied all that the source's binlog held. It is a difference when the source defined it
 * the same way before and after the follower was read, and the follower did not.
 *
 * @param left reads the source's part of a scope
 * @param right the follower's
 * @param caughtUp waits until the follower has applied what the source's binlog holds by now
 * @param compare by the rules
 * @param unchanged compares two readings of the source with each other
 */
record MovingComparison<S>(
        Function<ObjectScope, S> left,
        Function<ObjectScope, S> right,
        Runnable caughtUp,
        BiFunction<S, S, PartResult> compare,
        BiFunction<S, S, PartResult> unchanged) {
    private record Key(String kind, String name) {
        static Key of(Item item) {
            return new Key(item.kind(), item.name());
        }
    }

    /** Ends when every item was seen to be the same once, or not, or when the time is over. */
    PartResult within(Duration limit) {
        long begun = System.nanoTime();
        Map<Key, Item> settled = new LinkedHashMap<>();
        Set<Key> stoodStill = new HashSet<>();
        ObjectScope scope = ObjectScope.EVERYTHING;
        while (true) {
            S before = left.apply(scope);
            caughtUp.run();
            S there = right.apply(scope);
            PartResult round = compare.apply(before, there);
            List<Item> items = round.items();
            List<Item> open = items.stream().filter(item -> !holds(item)).toList();
            items.stream().filter(MovingComparison::holds).forEach(item -> settled.put(Key.of(item), item));
            if (!open.isEmpty()) {
                // Of the others nothing is asked.
                Set<Key> moved = moved(unchanged.apply(before, left.apply(named(open))));
                boolean late = System.nanoTime() - begun > limit.toNanos();
                List<Item> moving = new ArrayList<>();
                for (Item item : open) {
                    Key key = Key.of(item);
                    // Twice, for between two readings that are alike it may have been another one.
                    boolean certain = !moved.contains(key) && !stoodStill.add(key);
                    if (certain || late) {
                        settled.put(key, certain || !moved.contains(key) ? item : restless(item));
                    } else {
                        moving.add(item);
                    }
                }
                stoodStill.removeAll(moved);
                open = moving;
            }
            if (open.isEmpty()) {
                return PartResult.of(List.copyOf(settled.values())).with(round.accepted(), round.unused());
            }
            scope = named(open);
        }
    }

    private static ObjectScope named(List<Item> items) {
        Set<String> names = new HashSet<>();
        items.forEach(item -> {
            names.add(item.name());
            // What its kind is called after it.
            names.add(item.name().replaceFirst(" PACKAGE.*$", ""));
        });
        return new ObjectScope(names, Set.of(), false);
    }

    private static boolean holds(Item item) {
        return item.verdict() == Verdict.SAME || item.verdict() == Verdict.ALLOWED;
    }

    private static Set<Key> moved(PartResult twice) {
        Set<Key> moved = new HashSet<>();
        twice.items().stream().filter(item -> !holds(item)).forEach(item -> moved.add(Key.of(item)));
        return moved;
    }

    private static Item restless(Item item) {
        return new Item(
                item.kind(),
                item.name(),
                Verdict.INCONCLUSIVE,
                "its definition keeps changing, and it was at no moment the same on both sides for a comparison: "
                        + item.detail());
    }
}
