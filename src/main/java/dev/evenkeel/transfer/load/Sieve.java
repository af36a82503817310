package dev.evenkeel.transfer.load;

import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.transfer.SystemSchemas;
import dev.evenkeel.transfer.TransferFailed;
import dev.evenkeel.transfer.script.ByteWords;
import dev.evenkeel.transfer.script.DumpStatement;
import dev.evenkeel.transfer.script.Omissions;
import dev.evenkeel.transfer.script.SetVariables;
import dev.evenkeel.transfer.script.SqlObject;
import dev.evenkeel.transfer.script.StatementKind;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Decides what of a user's file is not for the server that it is loaded into: its own database, accounts and binlog. */
final class Sieve {
    private static final Pattern MYSQL_ONLY = Pattern.compile("(?s)/\\*!(\\d{5,6})(?:(?!\\*/).)*+\\*/\\s*");
    private static final Set<String> ADMINISTERED = Set.of("SLAVE", "REPLICA", "MASTER", "GROUP_REPLICATION");

    private final Omissions omissions;
    private final Set<String> ownAccounts;

    /** @param catalog whose accounts are there before anything is loaded */
    Sieve(Session catalog, Omissions omissions) {
        this.omissions = omissions;
        this.ownAccounts = accounts(catalog);
    }

    /**
     * Notes and answers whether a statement must not be run.
     *
     * @param database that the file has chosen
     */
    boolean leavesOut(DumpStatement statement, StatementKind kind, Optional<String> database) {
        if (kind.rows()
                && kind.schema().isEmpty()
                && database.filter(SystemSchemas::contains).isEmpty()) {
            return false;
        }
        Optional<String[]> reason = reason(statement, kind, database);
        reason.ifPresent(why -> omissions.add(why[0], why[1], statement));
        return reason.isPresent();
    }

    /** A file that the server would have read from this machine. */
    static void refuseLocalFile(DumpStatement statement) {
        ByteWords words = statement.words();
        if (words.next() && words.is("LOAD") && words.next() && (words.is("DATA") || words.is("XML"))) {
            words.take("LOW_PRIORITY");
            words.take("CONCURRENT");
            if (words.take("LOCAL")) {
                throw new TransferFailed(statement.file() + " line " + statement.line()
                        + ": LOAD DATA LOCAL reads another file of this machine, which evenkeel does not do; load it into"
                        + " a server and give a dump of that");
            }
        }
    }

    /** A table whose files would lie in any folder of the server's machine. */
    static void refuseFolder(DumpStatement statement) {
        ByteWords words = statement.words();
        if (!words.next() || words.quoted() || !Set.of("CREATE", "ALTER").contains(words.upper())) {
            return;
        }
        while (words.next()) {
            if ((words.is("DATA") || words.is("INDEX")) && words.take("DIRECTORY")) {
                throw new TransferFailed(statement.file() + " line " + statement.line()
                        + ": DATA DIRECTORY and INDEX DIRECTORY put a table into another folder of this machine, which"
                        + " evenkeel does not do; take them out of the file");
            }
        }
    }

    private Optional<String[]> reason(DumpStatement statement, StatementKind kind, Optional<String> database) {
        byte[] sql = statement.bytes();
        if (forMySqlOnly(sql)) {
            return because("what only MySQL 5.7 and later would run", "MariaDB takes it for a comment");
        }
        if (locksOrEnds(statement)) {
            return because("locks of the whole server, and its end", "nobody else writes while files are loaded");
        }
        if (administers(statement)) {
            return because("binlog and replication settings", "they belong to the server that the dump was taken from");
        }
        if (SetVariables.ofLogs(statement)) {
            return because("settings of the server's logs", "they name files of its machine");
        }
        if (loadsCode(statement)) {
            return because("plugins and functions of libraries", "they are programs and no data");
        }
        Optional<SqlObject> object = SqlObject.of(statement);
        if (object.filter(SqlObject::isAccount).isPresent()) {
            return namesOwnAccount(statement)
                    ? because("accounts of the server itself", "evenkeel speaks to it with them")
                    : Optional.empty();
        }
        Optional<String> system = kind.role() == StatementKind.Role.USE
                ? Optional.of(kind.name()).filter(SystemSchemas::contains)
                : system(object, kind, database);
        return system.flatMap(name -> because(
                "the database " + name.toLowerCase(Locale.ROOT),
                "it is the server's own; accounts come by CREATE USER and GRANT"));
    }

    private static Optional<String> system(Optional<SqlObject> object, StatementKind kind, Optional<String> database) {
        Optional<String> named = object.flatMap(found ->
                found.isDatabase() ? Optional.of(found.name()).filter(name -> !name.isEmpty()) : found.schema());
        if (named.isPresent()) {
            return named.filter(SystemSchemas::contains);
        }
        boolean session = kind.role() == StatementKind.Role.SESSION || kind.role() == StatementKind.Role.AUTOCOMMIT;
        return session ? Optional.empty() : database.filter(SystemSchemas::contains);
    }

    private static boolean forMySqlOnly(byte[] sql) {
        if (sql.length < 9 || sql[0] != '/' || sql[2] != '!' || sql.length > 4096) {
            return false;
        }
        Matcher matcher = MYSQL_ONLY.matcher(new String(sql, StandardCharsets.ISO_8859_1));
        if (!matcher.matches()) {
            return false;
        }
        int version = Integer.parseInt(matcher.group(1));
        return version >= 50_700 && version <= 99_999;
    }

    private static boolean administers(DumpStatement statement) {
        ByteWords words = statement.words();
        if (!words.next() || words.quoted()) {
            return false;
        }
        return switch (words.upper()) {
            case "CHANGE" -> words.take("MASTER") || words.take("REPLICATION");
            case "START", "STOP", "RESET" ->
                words.take("ALL") || (words.next() && ADMINISTERED.contains(words.upper()) && !words.quoted());
            case "PURGE" -> true;
            case "SET" -> SetVariables.onlyReplication(statement);
            default -> false;
        };
    }

    private static boolean loadsCode(DumpStatement statement) {
        ByteWords words = statement.words();
        if (!words.next() || words.quoted()) {
            return false;
        }
        if (words.is("INSTALL") || words.is("UNINSTALL")) {
            return true;
        }
        boolean function = words.is("CREATE");
        boolean library = false;
        while (function && !library && words.next() && !words.is("(")) {
            library = words.is("SONAME") && !words.quoted();
        }
        return library;
    }

    private static boolean locksOrEnds(DumpStatement statement) {
        ByteWords words = statement.words();
        if (!words.next() || words.quoted()) {
            return false;
        }
        return switch (words.upper()) {
            case "SHUTDOWN", "RESTART", "KILL", "BACKUP" -> true;
            case "FLUSH" -> {
                boolean read = false;
                while (words.next()) {
                    read |= words.is("READ") || words.is("EXPORT");
                }
                yield read;
            }
            default -> false;
        };
    }

    /** Any account that was there before. */
    private boolean namesOwnAccount(DumpStatement statement) {
        ByteWords words = statement.words();
        String before = "";
        // Without a name it is the account that loads.
        boolean own = ofCurrentAccount(statement);
        while (!own && words.next()) {
            boolean mayBeAccount = !before.equals(".") && !before.equals("@");
            String user = words.name();
            boolean named = words.quoted() || Character.isLetter(user.codePointAt(0));
            if (mayBeAccount && named && words.take("@")) {
                words.next();
                own = ownAccounts.contains(user + "@" + words.name());
                while (!own && words.hostGoesOn()) {
                    words.next();
                }
            } else if (Set.of("USER", "TO", "FROM", "FOR", ",", "EXISTS").contains(before)) {
                own = ownAccounts.contains(user + "@%");
            }
            before = words.quoted() ? "'" : words.upper();
        }
        return own;
    }

    private static boolean ofCurrentAccount(DumpStatement statement) {
        ByteWords words = statement.words();
        words.next();
        if (words.is("SET")) {
            return words.take("PASSWORD") && !words.take("FOR");
        }
        while (words.next()) {
            if (words.is("CURRENT_USER")) {
                return true;
            }
        }
        return false;
    }

    private static Set<String> accounts(Session catalog) {
        try {
            return catalog.list("SELECT User, Host FROM mysql.user", row -> row.text(1) + "@" + row.text(2)).stream()
                    .collect(Collectors.toSet());
        } catch (DatabaseException e) {
            // An account that may not read them may not change them either.
            return Set.of();
        }
    }

    private static Optional<String[]> because(String what, String because) {
        return Optional.of(new String[] {what, because});
    }
}
