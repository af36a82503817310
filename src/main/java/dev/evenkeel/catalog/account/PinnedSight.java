package dev.evenkeel.catalog.account;

import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Session;
import java.util.ArrayList;
import java.util.List;

/** Whether an account sees what is copied from a stopped replica beside tables: accounts and events. */
public final class PinnedSight {
    private PinnedSight() {}

    /** What it lacks, a sentence each. */
    public static List<String> lacking(Session session) {
        List<String> problems = new ArrayList<>();
        String server = session.server().name();
        if (!Sight.lacking(session, "*", List.of("EVENT")).isEmpty()) {
            problems.add(server + ": its account lacks EVENT, so that its events are hidden; GRANT EVENT ON *.* to it");
        }
        try {
            session.first("SELECT COUNT(*) FROM mysql.user", row -> row.number(1));
        } catch (DatabaseException e) {
            if (e.lost()) {
                throw e;
            }
            problems.add(server + ": its account cannot read the accounts (" + e.reason()
                    + "); GRANT SELECT ON mysql.* to it");
        }
        return problems;
    }
}
