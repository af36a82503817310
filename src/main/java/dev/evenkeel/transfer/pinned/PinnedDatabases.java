package dev.evenkeel.transfer.pinned;

import dev.evenkeel.catalog.Catalog;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The source's databases as they were at the pinned coordinates.
 *
 * @param replicasOwn names of those that only the replica has, which are not moved
 */
public record PinnedDatabases(List<String> names, List<String> replicasOwn) {
    public PinnedDatabases {
        names = List.copyOf(names);
        replicasOwn = List.copyOf(replicasOwn);
    }

    /**
     * Reads them.
     *
     * @param replica is at the pinned coordinates
     * @param changed whether the source's binlog may name a database of this name since; not asked before both were read
     */
    public static PinnedDatabases read(Server source, Server replica, Predicate<String> changed) {
        try (Session from = source.open();
                Session pinned = replica.open()) {
            List<String> then = Catalog.databases(pinned);
            List<String> now = Catalog.databases(from);
            AtThePin.Found<String> found =
                    new AtThePin<String>(Function.identity(), String::equals, changed).of(now, then);
            List<String> names =
                    found.all().stream().filter(then::contains).sorted().toList();
            return new PinnedDatabases(names, found.replicasOwn());
        }
    }
}
