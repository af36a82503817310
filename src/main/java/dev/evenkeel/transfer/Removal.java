package dev.evenkeel.transfer;

import dev.evenkeel.mariadb.Quoting;
import java.util.List;

/** The statements that remove what a copy made on its target, for a person to send. */
public final class Removal {
    private Removal() {}

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
