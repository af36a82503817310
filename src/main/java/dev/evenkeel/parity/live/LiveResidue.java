package dev.evenkeel.parity.live;

import dev.evenkeel.catalog.Table;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.TableName;
import dev.evenkeel.parity.changes.ChangeLog;
import dev.evenkeel.parity.changes.ChangedRows;
import dev.evenkeel.parity.changes.RowGroup;
import dev.evenkeel.parity.changes.Touch;
import dev.evenkeel.parity.rows.BothSides;
import dev.evenkeel.parity.rows.Hashing;
import dev.evenkeel.parity.rows.KeyedRows;
import dev.evenkeel.parity.rows.RowOptions;
import dev.evenkeel.replication.binlog.Binlog;
import dev.evenkeel.replication.wire.KeyColumn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Proves again what changed, while both sides are in use. */
final class LiveResidue {
    private static final Duration FEED_PATIENCE = Duration.ofSeconds(30);
    private static final int KEYS_A_ROUND = 4_000;

    private final Snapshots viewer;
    private final ChangeLog log;
    private final RowOptions options;
    private final LivePass.Rest rest;
    private final long mostLetters;
    /** The rate that is believed before one was measured; cautious. */
    private volatile double keysPerNano = 5e-6;

    /** @param mostLetters of a condition */
    LiveResidue(Snapshots viewer, ChangeLog log, RowOptions options, LivePass.Rest rest, long mostLetters) {
        this.mostLetters = mostLetters;
        this.viewer = viewer;
        this.log = log;
        this.options = options;
        this.rest = rest;
    }

    double keysPerNano() {
        return keysPerNano;
    }

    /** One round over tables that are proved except for what changed since. Empty when nothing unequal was met. */
    Optional<LiveWork.RowsDiffer> shrink(List<LiveTable> proved) throws InterruptedException {
        Map<TableName, LiveTable> tables = new HashMap<>();
        proved.forEach(table -> tables.put(table.source().name(), table));
        for (TableName name : log.changedTables()) {
            LiveTable table = tables.get(name);
            if (table == null || !table.askable(System.nanoTime())) {
                continue;
            }
            long begun = System.nanoTime();
            SnapshotPair view = viewer.view(table.proof().orElseThrow().from());
            // Then no change before the view's end is unknown, and a key's last change is its last.
            log.await(view.to(), FEED_PATIENCE);
            try {
                Optional<LiveWork.RowsDiffer> differ = shrink(table, view);
                table.answered();
                if (differ.isPresent()) {
                    return differ;
                }
            } catch (DatabaseException e) {
                if (e.lost()) {
                    throw e;
                }
                viewer.reset();
                table.refused(e.getMessage(), System.nanoTime());
            }
            // Not before: a rest ends the view.
            rest.after(System.nanoTime() - begun);
        }
        return Optional.empty();
    }

    private Optional<LiveWork.RowsDiffer> shrink(LiveTable table, SnapshotPair view) throws InterruptedException {
        Optional<LiveWork.RowsDiffer> differ = keys(table, view);
        if (differ.isEmpty()) {
            differ = restless(table, view);
        }
        if (differ.isEmpty()) {
            groups(table.source(), view);
        }
        return differ;
    }

    private Optional<LiveWork.RowsDiffer> keys(LiveTable live, SnapshotPair view) throws InterruptedException {
        Table table = live.source();
        KeyedRows rows = new KeyedRows(table);
        Map<List<String>, Touch> due = log.keys(table.name(), view.from(), KEYS_A_ROUND);
        List<List<String>> keys = new ArrayList<>(due.keySet());
        long took = 0;
        for (List<List<String>> batch : KeyBatches.ofKeys(keys, mostLetters)) {
            long begun = System.nanoTime();
            BothSides.Answer answer = viewer.digest(view, Hashing.SERVERS, table, session -> rows.from(session, batch));
            Map<List<String>, Touch> same = new LinkedHashMap<>();
            if (answer.readable() && answer.equal() && answer.left().rows() == present(batch, due)) {
                batch.forEach(key -> same.put(key, due.get(key)));
            } else {
                Map<String, String> left = rows.digests(view.source(), batch);
                Map<String, String> right = rows.digests(view.target(), batch);
                Set<String> differing = KeyedRows.differing(left, right);
                // Not those that only a collation takes for one of these keys.
                differing.retainAll(batch.stream().map(KeyColumn::text).collect(Collectors.toSet()));
                if (!differing.isEmpty() && disturbed(live, view)) {
                    return Optional.empty();
                }
                if (!differing.isEmpty()) {
                    return Optional.of(
                            new LiveWork.RowsDiffer(live, rows.name(view.source(), view.target(), differing, options)));
                }
                // A key that is not what was reported was misread, perhaps: it stays, and is met again at rest.
                batch.stream()
                        .filter(key -> asTold(log, table, key, due.get(key), left))
                        .forEach(key -> same.put(key, due.get(key)));
            }
            log.proved(table.name(), same);
            took += WorkShare.withoutWaiting(System.nanoTime() - begun);
        }
        if (keys.size() >= KeyedRows.AT_ONCE) {
            keysPerNano = (double) keys.size() / took;
        }
        return Optional.empty();
    }

    /**
     * Rows that changed while their table was read and never rest: it is enough that each was the same once, whatever
     * came later. Unequal says something only of those that did not change within the view.
     */
    private Optional<LiveWork.RowsDiffer> restless(LiveTable live, SnapshotPair view) throws InterruptedException {
        Table table = live.source();
        List<List<List<String>>> batches =
                KeyBatches.ofKeys(log.owed().rows(table.name(), KeyedRows.AT_ONCE), mostLetters);
        if (batches.isEmpty()) {
            return Optional.empty();
        }
        List<List<String>> keys = batches.get(0);
        KeyedRows rows = new KeyedRows(table);
        Map<String, String> left = rows.digests(view.source(), keys);
        Map<String, String> right = rows.digests(view.target(), keys);
        Set<String> differing = KeyedRows.differing(left, right);
        // One that is on neither side was misread, perhaps.
        log.owed()
                .settled(
                        table.name(),
                        keys.stream()
                                .filter(key -> !left.getOrDefault(KeyColumn.text(key), "")
                                        .isEmpty())
                                .filter(key -> !differing.contains(KeyColumn.text(key)))
                                .toList());
        if (differing.isEmpty() || disturbed(live, view)) {
            return Optional.empty();
        }
        // After that, so that whatever changed them is reported.
        Optional<ChangedRows> changed = log.changedAfter(table.name(), view.from());
        if (changed.isEmpty()) {
            return Optional.empty();
        }
        Set<List<String>> changing = new HashSet<>(changed.get().keys());
        differing.retainAll(keys.stream()
                .filter(key -> !changing.contains(key))
                .map(KeyColumn::text)
                .collect(Collectors.toSet()));
        return differing.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new LiveWork.RowsDiffer(live, rows.name(view.source(), view.target(), differing, options)));
    }

    /** Something since the view's beginning that no key was told of may have changed these rows, until now. */
    private boolean disturbed(LiveTable live, SnapshotPair view) throws InterruptedException {
        log.await(Binlog.position(view.source()), FEED_PATIENCE);
        TableName name = live.source().name();
        return log.uncountedAfter(name, view.from())
                || live.proof()
                        .filter(proof -> log.doubtAfter(name, proof.known()).isEmpty())
                        .isEmpty();
    }

    private static long present(List<List<String>> batch, Map<List<String>, Touch> due) {
        return batch.stream().filter(key -> due.get(key).present()).count();
    }

    /** Whether the source has the row, or has it not, as the feed said last, unless a foreign key may have taken it since. */
    static boolean asTold(ChangeLog log, Table table, List<String> key, Touch touch, Map<String, String> source) {
        String digest = source.get(KeyColumn.text(key));
        boolean told = touch.present() ? digest != null && !digest.isEmpty() : digest == null;
        return told || digest == null && log.uncountedAfter(table.name(), touch.at());
    }

    /** Groups are proved where they are equal; their rows may have changed since, so unequal says nothing. */
    private void groups(Table table, SnapshotPair view) throws InterruptedException {
        List<RowGroup> groups = log.groups(table.name(), view.from());
        KeyedRows rows = new KeyedRows(table);
        for (List<RowGroup> batch : KeyBatches.ofGroups(groups, mostLetters)) {
            BothSides.Answer answer =
                    viewer.digest(view, Hashing.SERVERS, table, session -> rows.fromGroups(session, batch));
            if (answer.readable() && answer.equal()) {
                log.provedGroups(table.name(), batch, view.from());
            }
        }
    }
}
