package dev.evenkeel.parity.rows;

import dev.evenkeel.catalog.Table;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.parity.RowDifference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Finds the rows of a chunk that differ. Memory is bounded: a chunk of many rows is first split into buckets by
 * its row or key digests, and only what differs is read row by row, up to a number of differences. Rows are known by
 * the digest of their key meanwhile, however long the key is.
 */
public final class DrillDown {
    public static final int SHOWN = 20;
    private static final long ROWS_AT_ONCE = 100_000;
    private static final int MOST_DIGITS = 4;
    /** In place of the digest of a row whose text became NULL: it is like no other row, and unlike none. */
    private static final String UNREADABLE = "";

    private final Session left;
    private final Session right;
    private final Table table;
    /** A condition, in each side's own words, for rows that are left out; empty for none. */
    private final Function<Session, String> except;

    private final RowOptions options;

    public DrillDown(Session left, Session right, Table table, RowOptions options) {
        this(left, right, table, session -> "", options);
    }

    public DrillDown(Session left, Session right, Table table, Function<Session, String> except, RowOptions options) {
        this.left = left;
        this.right = right;
        this.table = table;
        this.except = except;
        this.options = options;
    }

    /** At most {@value #SHOWN} differences. An empty list means that the sides changed meanwhile. */
    public List<RowDifference> differences(Chunk chunk, long rows) {
        if (rows <= ROWS_AT_ONCE) {
            return inSlice(chunk, "");
        }
        int digits = 1;
        while (digits < MOST_DIGITS && rows >> (4 * digits) > ROWS_AT_ONCE / 2) {
            digits++;
        }
        String bucketOf = bucketOf(digits);
        List<RowDifference> found = new ArrayList<>();
        Map<String, String> leftBuckets = buckets(left, chunk, bucketOf);
        Map<String, String> rightBuckets = buckets(right, chunk, bucketOf);
        rightBuckets.keySet().forEach(bucket -> leftBuckets.putIfAbsent(bucket, ""));
        for (Map.Entry<String, String> bucket : leftBuckets.entrySet()) {
            if (found.size() < SHOWN && !bucket.getValue().equals(rightBuckets.getOrDefault(bucket.getKey(), ""))) {
                found.addAll(inSlice(chunk, bucketOf + " = '" + bucket.getKey() + "'"));
            }
        }
        return found.size() > SHOWN ? found.subList(0, SHOWN) : found;
    }

    private Map<String, String> buckets(Session session, Chunk chunk, String bucketOf) {
        Map<String, String> answers = new TreeMap<>();
        session.stream(
                "SELECT " + bucketOf + ", " + RowDigest.aggregate(table) + narrowed(session, chunk, "") + " GROUP BY 1",
                256,
                row -> answers.put(row.text(1), row.text(2) + ":" + row.text(3)));
        return answers;
    }

    private String bucketOf(int digits) {
        String digest = table.primaryKey().isEmpty()
                ? "COALESCE(" + RowDigest.row(table) + ", '" + UNREADABLE + "')"
                : keyDigest();
        return "LEFT(" + digest + ", " + digits + ")";
    }

    private String keyDigest() {
        return "MD5(" + RowDigest.keyBytes(table) + ")";
    }

    private List<RowDifference> inSlice(Chunk chunk, String condition) {
        return table.primaryKey().isEmpty() ? withoutKey(chunk, condition) : withKey(chunk, condition);
    }

    private List<RowDifference> withKey(Chunk chunk, String condition) {
        Map<String, String> leftRows = rowsByKey(left, chunk, condition);
        Map<String, String> differing = new LinkedHashMap<>();
        List<String> extra = new ArrayList<>();
        right.stream(keyedRows(right, chunk, condition), 1_000, row -> {
            String before = leftRows.remove(row.text(1));
            if (before == null) {
                extra.add(row.text(1));
            } else if (!before.equals(row.text(2))
                    && !before.equals(UNREADABLE)
                    && !row.text(2).equals(UNREADABLE)) {
                differing.put(row.text(1), row.text(2));
            }
        });
        List<RowDifference> found = new ArrayList<>();
        Map<String, NamedRow> leftShown = shown(left, chunk, first(differing.keySet(), leftRows.keySet()));
        Map<String, NamedRow> rightShown = shown(right, chunk, first(differing.keySet(), extra));
        Iterator<String> changed = differing.keySet().iterator();
        Iterator<String> missing = leftRows.keySet().iterator();
        Iterator<String> more = extra.iterator();
        // In turn, so that many of one kind do not hide another.
        while (found.size() < SHOWN && (changed.hasNext() || missing.hasNext() || more.hasNext())) {
            if (changed.hasNext()) {
                String key = changed.next();
                Optional<NamedRow> before = Optional.ofNullable(leftShown.get(key));
                Optional<NamedRow> after = Optional.ofNullable(rightShown.get(key));
                found.add(before.flatMap(some -> after.map(some::changed))
                        .orElseGet(() -> unnamed(RowDifference.Kind.CHANGED, key)));
            }
            if (missing.hasNext()) {
                String key = missing.next();
                found.add(Optional.ofNullable(leftShown.get(key))
                        .map(NamedRow::missing)
                        .orElseGet(() -> unnamed(RowDifference.Kind.MISSING, key)));
            }
            if (more.hasNext()) {
                String key = more.next();
                found.add(Optional.ofNullable(rightShown.get(key))
                        .map(NamedRow::extra)
                        .orElseGet(() -> unnamed(RowDifference.Kind.EXTRA, key)));
            }
        }
        return found;
    }

    private Map<String, String> rowsByKey(Session session, Chunk chunk, String condition) {
        Map<String, String> rows = new LinkedHashMap<>();
        session.stream(
                keyedRows(session, chunk, condition),
                1_000,
                row -> rows.put(row.text(1), row.optional(2).orElse("")));
        return rows;
    }

    private String keyedRows(Session session, Chunk chunk, String condition) {
        return "SELECT " + keyDigest() + ", COALESCE(" + RowDigest.row(table) + ", '" + UNREADABLE + "')"
                + narrowed(session, chunk, condition);
    }

    private static List<String> first(Iterable<String> some, Iterable<String> others) {
        List<String> keys = new ArrayList<>();
        for (Iterable<String> part : List.of(some, others)) {
            int taken = 0;
            for (String key : part) {
                if (taken++ == SHOWN) {
                    break;
                }
                keys.add(key);
            }
        }
        return keys;
    }

    private Map<String, NamedRow> shown(Session session, Chunk chunk, List<String> keys) {
        return named(session, chunk, keyDigest(), keys);
    }

    /** Rows by one of their digests; of several that have the same, one. */
    private Map<String, NamedRow> named(Session session, Chunk chunk, String digest, List<String> wanted) {
        Map<String, NamedRow> rows = new HashMap<>();
        if (wanted.isEmpty()) {
            return rows;
        }
        session.stream(
                "SELECT " + digest + ", " + NamedRow.list(table, options)
                        + narrowed(session, chunk, digest + " IN ('" + String.join("', '", wanted) + "')"),
                100,
                row -> rows.put(row.text(1), NamedRow.read(table, options, row, 2)));
        return rows;
    }

    /** It changed again before it could be read by its key. */
    private static RowDifference unnamed(RowDifference.Kind kind, String key) {
        return new RowDifference(kind, "key with MD5 " + key, List.of(), "");
    }

    /** Rows without a key have no identity but their content: what counts is how often each is on either side. */
    private List<RowDifference> withoutKey(Chunk chunk, String condition) {
        Map<String, Long> balance = new TreeMap<>();
        String sql = "SELECT COALESCE(" + RowDigest.row(table) + ", '" + UNREADABLE + "')";
        left.stream(sql + narrowed(left, chunk, condition), 1_000, row -> balance.merge(row.text(1), 1L, Long::sum));
        right.stream(sql + narrowed(right, chunk, condition), 1_000, row -> balance.merge(row.text(1), -1L, Long::sum));
        balance.remove(UNREADABLE);
        Map<String, Long> differing = new LinkedHashMap<>();
        balance.forEach((digest, count) -> {
            if (count != 0 && differing.size() < SHOWN) {
                differing.put(digest, count);
            }
        });
        Map<String, NamedRow> missing = wholeRows(left, chunk, differing, true);
        Map<String, NamedRow> extra = wholeRows(right, chunk, differing, false);
        List<RowDifference> found = new ArrayList<>();
        differing.forEach((digest, count) -> {
            boolean onLeft = count > 0;
            found.add(new RowDifference(
                    onLeft ? RowDifference.Kind.MISSING : RowDifference.Kind.EXTRA,
                    "no key; row digest " + digest + (Math.abs(count) > 1 ? ", " + Math.abs(count) + " times" : ""),
                    Optional.ofNullable((onLeft ? missing : extra).get(digest))
                            .map(row -> row.whole(onLeft))
                            .orElse(List.of()),
                    FindRow.byDigest(table, digest)));
        });
        return found;
    }

    /** Those that are on this side more often than on the other, where values were asked for. */
    private Map<String, NamedRow> wholeRows(Session side, Chunk chunk, Map<String, Long> balance, boolean left) {
        return options.showValues()
                ? named(
                        side,
                        chunk,
                        RowDigest.row(table),
                        balance.keySet().stream()
                                .filter(digest -> balance.get(digest) > 0 == left)
                                .toList())
                : Map.of();
    }

    private String narrowed(Session session, Chunk chunk, String condition) {
        String source = chunk.source();
        for (String part : List.of(condition, except.apply(session))) {
            if (!part.isEmpty()) {
                source += (source.contains(" WHERE ") ? " AND " : " WHERE ") + part;
            }
        }
        return source;
    }
}
