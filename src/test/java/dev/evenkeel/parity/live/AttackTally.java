package dev.evenkeel.parity.live;

import dev.evenkeel.parity.RowResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What came of all seeds so far. */
final class AttackTally {
    private static final String NOTHING = "nothing";
    private static final int MOST = 700;
    private static final int TOLD = 50;

    private final Map<String, Map<String, Integer>> byAttack = new TreeMap<>();
    private final Map<Long, String> failures = new TreeMap<>();
    private final List<Long> stuck = new ArrayList<>();
    private int seeds;
    private long slowest;
    private double slowestSeconds;
    private double seconds;

    synchronized void proved(long seed, LiveHistory history, RowResult said, double took) {
        count(seed, took);
        said.tables().forEach(table -> merge(history, table.verdict().plain().word()));
    }

    synchronized void failed(long seed, LiveHistory history, String why, double took) {
        count(seed, took);
        failures.put(seed, history.attacks() + " " + beginning(why));
        merge(history, "FAILED");
    }

    /** Values of rows may be long. */
    static String beginning(String text) {
        String line = text.lines()
                .findFirst()
                .orElse("")
                .replaceAll("[\\ud800-\\udfff]+", "…")
                .replaceAll("x{20,}", "…");
        return line.length() > MOST ? line.substring(0, MOST) + "…" : line;
    }

    /** Nothing was proved: the servers themselves did not come to rest. */
    synchronized void stuck(long seed, LiveHistory history, double took) {
        count(seed, took);
        stuck.add(seed);
        merge(history, "stuck");
    }

    private void count(long seed, double took) {
        seeds++;
        seconds += took;
        if (seeds % TOLD == 0) {
            System.out.println(seeds + " seeds, failed: " + failures.keySet());
        }
        if (took > slowestSeconds) {
            slowest = seed;
            slowestSeconds = took;
        }
    }

    private void merge(LiveHistory history, String verdict) {
        Set<String> names = history.attacks().isEmpty()
                ? Set.of(history.kinds().isEmpty() ? NOTHING : "only " + history.kinds())
                : history.attacks();
        names.forEach(
                name -> byAttack.computeIfAbsent(name, key -> new TreeMap<>()).merge(verdict, 1, Integer::sum));
    }

    synchronized Map<Long, String> failures() {
        return new LinkedHashMap<>(failures);
    }

    synchronized int seeds() {
        return seeds;
    }

    synchronized List<Long> stuck() {
        return List.copyOf(stuck);
    }

    /** Tables without a verdict in seeds in which nothing was done that could be a reason. */
    synchronized int unknownForNothing() {
        return byAttack.getOrDefault(NOTHING, Map.of()).getOrDefault("Inconclusive", 0);
    }

    synchronized String text(long first) {
        StringBuilder text =
                new StringBuilder("%d seeds, %d to %d; slowest %d, %.1f s; mean %.1f s; servers stuck in %s%n"
                        .formatted(
                                seeds,
                                first,
                                first + seeds - 1,
                                slowest,
                                slowestSeconds,
                                seconds / Math.max(1, seeds),
                                stuck));
        byAttack.forEach((name, verdicts) -> text.append("  %-55s %s%n".formatted(name, verdicts)));
        failures.forEach((seed, why) -> text.append("  failed: -Devenkeel.seed=%d %s%n".formatted(seed, why)));
        return text.toString();
    }
}
