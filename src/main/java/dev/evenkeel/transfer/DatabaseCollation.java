package dev.evenkeel.transfer;

import dev.evenkeel.mariadb.Quoting;
import dev.evenkeel.mariadb.Session;

/** The server keeps the database's collation beside a trigger or event, as it was when that was created. */
final class DatabaseCollation {
    private DatabaseCollation() {}

    /** Chooses the database and gives it another collation for as long as the work takes, as mysqldump's output does. */
    static void during(Session session, String database, String collation, Runnable work) {
        session.execute("USE " + Quoting.identifier(database));
        String before = session.text("SELECT @@collation_database");
        boolean other = !before.equals(collation);
        if (other) {
            alter(session, database, collation);
        }
        try {
            work.run();
        } finally {
            if (other) {
                alter(session, database, before);
            }
        }
    }

    private static void alter(Session session, String database, String collation) {
        session.execute("ALTER DATABASE " + Quoting.identifier(database) + " COLLATE " + collation);
    }
}
