package dev.evenkeel.parity.changes;

import dev.evenkeel.mariadb.BinlogPosition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What changed in one table and is not proved: rows by key, groups of rows by foreign key, or any row at all. */
public final class TableChanges {
    private final Map<List<String>, Touch> keys = new LinkedHashMap<>();
    private final Map<RowGroup, BinlogPosition> groups = new LinkedHashMap<>();
    private Optional<Doubt> doubt = Optional.empty();
    private Optional<BinlogPosition> cascaded = Optional.empty();
    private long balance;
    private long bytes;

    /** About how much memory a key takes: its texts, their list, and what is kept beside. */
    public static long bytes(List<String> key) {
        long bytes = 160;
        for (String text : key) {
            bytes += 56 + text.length();
        }
        return bytes;
    }

    private static long bytes(RowGroup group) {
        return bytes(group.columns()) + bytes(group.values());
    }

    /** @param more rows that the table has more */
    void touch(List<String> key, Touch touch, int more) {
        balance += more;
        if (keys.put(key, touch) == null) {
            bytes += bytes(key);
        }
    }

    void cascaded(RowGroup group, BinlogPosition at) {
        cascaded = Optional.of(at);
        if (groups.put(group, at) == null) {
            bytes += bytes(group);
        }
    }

    /** Any row may have changed; what is known of single ones stays. */
    void doubt(Doubt found) {
        doubt = Optional.of(found);
    }

    /** Any row may have changed, and nothing is kept of single ones. */
    void doubtInstead(Doubt found) {
        doubt = Optional.of(found);
        keys.clear();
        groups.clear();
        bytes = 0;
    }

    Optional<Doubt> doubt() {
        return doubt;
    }

    Optional<BinlogPosition> cascaded() {
        return cascaded;
    }

    /** Inserts less deletes, of all that was reported. */
    long balance() {
        return balance;
    }

    public long bytes() {
        return bytes;
    }

    /** How many keys and groups there are. */
    int size() {
        return keys.size() + groups.size();
    }

    int groupCount() {
        return groups.size();
    }

    /** Keys whose last change lies at or before the position, the oldest first. */
    Map<List<String>, Touch> keys(BinlogPosition upTo, int most) {
        Map<List<String>, Touch> found = new LinkedHashMap<>();
        for (Map.Entry<List<String>, Touch> key : keys.entrySet()) {
            if (found.size() == most) {
                break;
            }
            if (key.getValue().at().compareTo(upTo) <= 0) {
                found.put(key.getKey(), key.getValue());
            }
        }
        return found;
    }

    List<RowGroup> groups(BinlogPosition upTo) {
        return groups.entrySet().stream()
                .filter(group -> group.getValue().compareTo(upTo) <= 0)
                .map(Map.Entry::getKey)
                .toList();
    }

    Collection<List<String>> keys() {
        return keys.keySet();
    }

    Collection<RowGroup> groups() {
        return groups.keySet();
    }

    /** Those that did not change again since they were found so. */
    void remove(Map<List<String>, Touch> same) {
        same.forEach((key, touch) -> {
            if (keys.remove(key, touch)) {
                bytes -= bytes(key);
            }
        });
    }

    void removeGroups(Collection<RowGroup> same, BinlogPosition upTo) {
        for (RowGroup group : same) {
            BinlogPosition at = groups.get(group);
            if (at != null && at.compareTo(upTo) <= 0) {
                groups.remove(group);
                bytes -= bytes(group);
            }
        }
    }

    /** All whose last change lies at or before the position. */
    void removeUpTo(BinlogPosition upTo) {
        for (Iterator<Map.Entry<List<String>, Touch>> all = keys.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<List<String>, Touch> key = all.next();
            if (key.getValue().at().compareTo(upTo) <= 0) {
                bytes -= bytes(key.getKey());
                all.remove();
            }
        }
        removeGroups(new ArrayList<>(groups.keySet()), upTo);
    }
}
