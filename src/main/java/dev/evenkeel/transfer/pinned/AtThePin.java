package dev.evenkeel.transfer.pinned;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What the source held at the pinned coordinates. What its binlog has not named since is as the source holds it now, whatever the
 * replica holds: a replica may have accounts of its own, and lack others. What it has named is as the stopped replica holds it.
 *
 * @param name of one of them, under which both servers keep it
 * @param changed whether the source's binlog may name it since; asked only where the two differ, after both were read
 */
record AtThePin<T>(Function<T, String> name, BiPredicate<T, T> same, Predicate<T> changed) {
    /**
     * What they are.
     *
     * @param replicasOwn names of what only the replica has
     */
    record Found<T>(List<T> all, List<String> replicasOwn) {}

    Found<T> of(List<T> source, List<T> replica) {
        Map<String, T> here = byName(source);
        Map<String, T> there = byName(replica);
        Map<String, T> names = new TreeMap<>(there);
        names.putAll(here);
        List<T> all = new ArrayList<>();
        List<String> replicasOwn = new ArrayList<>();
        names.forEach((key, some) -> {
            T now = here.get(key);
            T then = there.get(key);
            if (now != null && then != null && same.test(now, then)) {
                all.add(now);
            } else if (changed.test(some)) {
                if (then != null) {
                    all.add(then);
                }
            } else if (now != null) {
                all.add(now);
            } else {
                replicasOwn.add(key);
            }
        });
        return new Found<>(List.copyOf(all), List.copyOf(replicasOwn));
    }

    private Map<String, T> byName(List<T> some) {
        return some.stream().collect(Collectors.toMap(name, Function.identity(), (a, b) -> a, TreeMap::new));
    }
}
