package dev.evenkeel.transfer;

import dev.evenkeel.catalog.Catalog;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.mariadb.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The next AUTO_INCREMENT values. They differ rightly after a rollback on the source; a target that is ahead is
 * harmless, one that is behind would give out a number the application has seen before.
 */
public final class AutoIncrements {
    private final Server source;
    private final Server target;

    public AutoIncrements(Server source, Server target) {
        this.source = source;
        this.target = target;
    }

    /** Raises those of the target that are behind, and answers their tables. The target must be open for writes. */
    public List<TableName> raise(List<String> databases) {
        List<TableName> raised = new ArrayList<>();
        try (Session from = source.open();
                Session to = target.open()) {
            Map<TableName, Long> here = Catalog.autoIncrements(from, databases);
            Map<TableName, Long> there = Catalog.autoIncrements(to, databases);
            here.forEach((table, next) -> {
                if (there.getOrDefault(table, next) < next) {
                    to.execute("ALTER TABLE " + table.quoted() + " AUTO_INCREMENT = " + next);
                    raised.add(table);
                }
            });
        }
        return raised;
    }
}
