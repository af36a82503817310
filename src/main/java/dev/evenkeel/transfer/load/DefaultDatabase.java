package dev.evenkeel.transfer.load;

import dev.evenkeel.mariadb.Quoting;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.transfer.script.ByteWords;
import dev.evenkeel.transfer.script.DumpHead;
import dev.evenkeel.transfer.script.DumpStatement;
import dev.evenkeel.transfer.script.SqlObject;
import dev.evenkeel.transfer.script.StatementKind;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The database that a file's statements are for as long as the file chooses none itself. */
final class DefaultDatabase {
    private final Optional<String> name;
    private final DumpHead head;

    private DefaultDatabase(Optional<String> name, DumpHead head) {
        this.name = name;
        this.head = head;
    }

    static DefaultDatabase none() {
        return new DefaultDatabase(
                Optional.empty(), new DumpHead(Optional.empty(), Optional.empty(), Optional.empty()));
    }

    /**
     * What the user says, else what the file says, else what the files before it chose; but their choice first where a
     * file did nothing else, for then it was meant for this one.
     */
    static DefaultDatabase of(DataFile file, Optional<String> carried, boolean meant) {
        DumpHead head = DumpHead.of(file.file());
        Optional<String> first = file.into().or(() -> meant ? carried : Optional.empty());
        return new DefaultDatabase(first.or(head::database).or(() -> carried), head);
    }

    /** The name, when this statement is the first that needs it. */
    Optional<String> neededBy(DumpStatement statement, StatementKind kind) {
        if (name.isEmpty()) {
            return Optional.empty();
        }
        boolean needs =
                switch (kind.role()) {
                    case SESSION, AUTOCOMMIT -> UserRules.reads(statement);
                    case USE, DROPPED -> false;
                    case ROWS, ORDERED_ROWS, TABLE, REFERRING_TABLE ->
                        kind.schema().isEmpty();
                    case TRIGGER, OTHER -> needs(statement);
                };
        return needs ? name : Optional.empty();
    }

    /** Creates it where it is missing: in the character set of the file's first table, else in the server's own. */
    String creation(ForeignCollations collations) {
        String sql = "CREATE DATABASE IF NOT EXISTS " + Quoting.identifier(name.orElseThrow());
        if (head.charset().isPresent()) {
            sql += " CHARACTER SET " + collations.here(head.charset().get());
            sql += head.collation()
                    .map(one -> " COLLATE " + collations.here(one))
                    .orElse("");
        }
        return sql;
    }

    static boolean exists(Session catalog, String database) {
        return catalog.number("SELECT COUNT(*) FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = ?", database) > 0;
    }

    static byte[] choice(String database) {
        return ("USE " + Quoting.identifier(database)).getBytes(StandardCharsets.UTF_8);
    }

    private static boolean needs(DumpStatement statement) {
        Optional<SqlObject> object = SqlObject.of(statement);
        if (object.isPresent()) {
            SqlObject found = object.get();
            return !found.isAccount()
                    && (found.isDatabase()
                            ? found.name().isEmpty()
                            : found.schema().isEmpty());
        }
        ByteWords words = statement.words();
        while (words.next()) {
            if (words.is("FROM") || words.is("EXECUTE") || words.is("HANDLER")) {
                return true;
            }
        }
        return false;
    }
}
