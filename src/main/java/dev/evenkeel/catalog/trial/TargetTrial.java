package dev.evenkeel.catalog.trial;

import dev.evenkeel.journal.Observer;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.ServerWords;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.mariadb.TableName;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks the target in advance whether it takes what the copy will create there, and leaves nothing on it; see
 * docs/decisions/0011-tried-on-the-target.md.
 */
public final class TargetTrial {
    private TargetTrial() {}

    /**
     * One message for each object that it refuses. Both sessions must be pinned ones.
     *
     * @param observer receives how far it is
     */
    public static List<String> refused(Session source, Session target, List<String> databases, Observer observer) {
        List<String> found = new ArrayList<>(CodeTrial.refused(source, target, databases));
        List<TableName> questionable = QuestionableTables.of(source, target, databases);
        if (!questionable.isEmpty()) {
            found.addAll(TableTrial.refused(source, target, questionable, observer));
        }
        return found;
    }

    /** The server's words, and what to do. */
    static String words(DatabaseException e) {
        return words(e, "");
    }

    /** @param more that it says of the same */
    static String words(DatabaseException e, String more) {
        return ServerWords.withoutValues(e.reason() + more) + " (error " + e.number() + "); "
                + Remedy.of(e.number()).orElse("change it on the source, or leave its database out");
    }
}
