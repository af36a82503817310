package dev.evenkeel.transfer;

import dev.evenkeel.catalog.Catalog;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.mariadb.TableName;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

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

    /**
     * Raises those of the target that are behind, and answers their tables. The target must be open for writes.
     *
     * @param sent is told each statement before it is sent
     * @throws TransferFailed when one is still behind after that
     */
    public List<TableName> raise(List<String> databases, Consumer<String> sent) {
        try (Session from = source.open();
                Session to = target.open()) {
            Map<TableName, Long> here = Catalog.autoIncrements(from, databases);
            List<TableName> raised = behind(here, to, databases);
            raised.forEach(table -> {
                String alter = "ALTER TABLE " + table.quoted() + " AUTO_INCREMENT = " + here.get(table);
                sent.accept(alter);
                to.execute(alter);
            });
            List<TableName> still = raised.isEmpty() ? List.of() : behind(here, to, databases);
            if (!still.isEmpty()) {
                throw new TransferFailed("AUTO_INCREMENT of " + still + " is behind on " + target.name()
                        + " although it was raised; see who works on it there");
            }
            return raised;
        }
    }

    private static List<TableName> behind(Map<TableName, Long> here, Session target, List<String> databases) {
        Map<TableName, Long> there = Catalog.autoIncrements(target, databases);
        return here.keySet().stream()
                .filter(table -> there.getOrDefault(table, here.get(table)) < here.get(table))
                .toList();
    }
}
