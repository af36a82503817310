package dev.evenkeel.transfer;

import dev.evenkeel.catalog.Catalog;
import dev.evenkeel.mariadb.Quoting;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import java.util.List;
import java.util.function.Consumer;

/** The statements that remove what a copy made on its target, for a person to send. */
public final class Removal {
    private Removal() {}

    /**
     * Drops those of these databases that are there.
     *
     * @param sent receives each statement before it is sent
     */
    public static void removeDatabases(Server target, List<String> names, Consumer<String> sent) {
        try (Session session = target.open()) {
            List<String> there = Catalog.databases(session);
            ofDatabases(names.stream().filter(there::contains).toList()).forEach(statement -> {
                sent.accept(statement);
                session.execute(statement);
            });
        }
    }

    public static List<String> ofDatabases(List<String> names) {
        return names.stream()
                .map(name -> "DROP DATABASE " + Quoting.identifier(name))
                .toList();
    }

    /** @param accounts users and roles as SQL names them; PUBLIC is none of them and cannot be dropped */
    public static List<String> ofAccounts(List<String> accounts) {
        return accounts.stream()
                .filter(account -> !account.equals("PUBLIC"))
                .map(account -> (account.startsWith("`") ? "DROP ROLE " : "DROP USER ") + account)
                .toList();
    }
}
