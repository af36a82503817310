package dev.evenkeel.transfer.load;

import dev.evenkeel.mariadb.Session;
import dev.evenkeel.transfer.SystemSchemas;
import dev.evenkeel.transfer.script.ByteWords;
import dev.evenkeel.transfer.script.DumpStatement;
import dev.evenkeel.transfer.script.Omissions;
import dev.evenkeel.transfer.script.SqlObject;
import dev.evenkeel.transfer.script.StatementKind;
import java.util.Optional;

/** What is done otherwise with a user's file than with one of evenkeel's own. */
final class UserRules {
    private final Sieve sieve;
    private final ForeignCollations collations;
    private final Omissions omissions;
    private DefaultDatabase database = DefaultDatabase.none();
    private Optional<String> carried = Optional.empty();
    private boolean meant;
    private boolean into;

    UserRules(Session catalog) {
        omissions = new Omissions();
        sieve = new Sieve(catalog, omissions);
        collations = new ForeignCollations(catalog, omissions);
    }

    /** The next file begins. */
    void begin(DataFile file) {
        into = file.into().isPresent();
        database = DefaultDatabase.of(file, carried.filter(name -> !SystemSchemas.contains(name)), meant);
    }

    /** A file ended, and the database that it chose last, if any, holds for the next ones. */
    void ended(FileLoad file) {
        if (file.database().isPresent()) {
            carried = file.database();
        }
        // A file that does nothing but choose a database does it for those that follow.
        meant = file.choseItself() ? file.onlyChose() : meant && !into;
    }

    boolean leavesOut(DumpStatement statement, StatementKind kind, Optional<String> chosen) {
        if (kind.role() == StatementKind.Role.OTHER) {
            Sieve.refuseLocalFile(statement);
        }
        if (!kind.rows()) {
            Sieve.refuseFolder(statement);
        }
        return sieve.leavesOut(statement, kind, chosen);
    }

    /** A SET that takes its value from tables. */
    static boolean reads(DumpStatement statement) {
        ByteWords words = statement.words();
        while (words.next()) {
            if (words.is("SELECT")) {
                return true;
            }
        }
        return false;
    }

    /** A statement about databases, accounts or the session, not about what is in a database. */
    static boolean choosesOnly(DumpStatement statement, StatementKind kind) {
        return switch (kind.role()) {
            case SESSION, AUTOCOMMIT, USE, DROPPED -> true;
            case ROWS, ORDERED_ROWS, TABLE, REFERRING_TABLE, TRIGGER -> false;
            case OTHER ->
                !StatementKind.changesSomething(statement)
                        || SqlObject.of(statement)
                                .filter(object -> object.isDatabase() || object.isAccount())
                                .isPresent();
        };
    }

    /** The database that must be chosen before this statement. */
    Optional<String> databaseFor(DumpStatement statement, StatementKind kind, Optional<String> chosen) {
        return chosen.isPresent() ? Optional.empty() : database.neededBy(statement, kind);
    }

    /** The statement that creates it. */
    String creation() {
        return database.creation(collations);
    }

    ForeignCollations collations() {
        return collations;
    }

    Omissions omissions() {
        return omissions;
    }
}
