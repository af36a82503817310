package dev.evenkeel.mariadb;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A MariaDB GTID position: per replication domain the last transaction. Positions compare per domain, never per server:
 * the server id in a position only says who wrote last.
 */
public record GtidSet(Map<Long, Gtid> byDomain) {
    /** One transaction: domain, the server that wrote it, its number in the domain. */
    public record Gtid(long domain, long serverId, long sequence) {
        @Override
        public String toString() {
            return domain + "-" + serverId + "-" + sequence;
        }
    }

    public GtidSet {
        byDomain = Collections.unmodifiableMap(new TreeMap<>(Objects.requireNonNull(byDomain, "byDomain")));
    }

    /**
     * Parses {@code 0-1-17,1-4-3}; empty text is the empty set.
     *
     * @throws IllegalArgumentException at anything else, a domain named twice among it
     */
    public static GtidSet parse(String text) {
        Map<Long, Gtid> parsed = new TreeMap<>();
        if (!text.isBlank()) {
            for (String part : text.split(",", -1)) {
                Gtid gtid = gtid(part.strip(), text);
                if (parsed.put(gtid.domain(), gtid) != null) {
                    throw new IllegalArgumentException(
                            "GTID position '" + text + "' names domain " + gtid.domain() + " twice");
                }
            }
        }
        return new GtidSet(parsed);
    }

    /** Everything in the other position is in this one. */
    public boolean contains(GtidSet other) {
        return other.byDomain.values().stream().allMatch(gtid -> {
            Gtid mine = byDomain.get(gtid.domain());
            return mine != null && mine.sequence() >= gtid.sequence();
        });
    }

    private static Gtid gtid(String part, String whole) {
        String[] numbers = part.split("-", -1);
        if (numbers.length != 3 || !part.matches("\\d+-\\d+-\\d+")) {
            throw new IllegalArgumentException(
                    "'" + part + "' in GTID position '" + whole + "' is not domain-server-sequence");
        }
        return new Gtid(Long.parseLong(numbers[0]), Long.parseLong(numbers[1]), Long.parseLong(numbers[2]));
    }

    @Override
    public String toString() {
        return byDomain.values().stream().map(Gtid::toString).collect(Collectors.joining(","));
    }
}
