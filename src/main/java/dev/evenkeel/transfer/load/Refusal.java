package dev.evenkeel.transfer.load;

import dev.evenkeel.catalog.trial.Remedy;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.ServerError;
import dev.evenkeel.transfer.LoadOptions;
import dev.evenkeel.transfer.TransferFailed;
import dev.evenkeel.transfer.script.DumpStatement;
import dev.evenkeel.transfer.script.RoutineBody;
import dev.evenkeel.transfer.script.ShownStatement;
import dev.evenkeel.transfer.script.SqlObject;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says which line of which file a server refused, and of which object. */
final class Refusal {
    private static final int ER_NO_DB = 1046;
    private static final int ER_UNKNOWN_COLLATION = 1273;
    private static final int ER_TOO_LONG_KEY = 1071;
    private static final Pattern MESSAGE = Pattern.compile("(?i)(mysqldump|mariadb-dump|mysql|warning) ?:|-- warning");
    private static final Pattern AT_LINE = Pattern.compile(" at line (\\d+)$");

    private final LoadOptions options;

    Refusal(LoadOptions options) {
        this.options = options;
    }

    /** @param database that was chosen */
    TransferFailed of(DumpStatement statement, Optional<String> database, DatabaseException e) {
        String reason = e.reason();
        long line = statement.line();
        Matcher matcher = AT_LINE.matcher(reason);
        if (matcher.find()) {
            // The server counts from the statement's first line.
            line += Long.parseLong(matcher.group(1)) - 1;
            reason = reason.substring(0, matcher.start());
        }
        if (ShownStatement.secret(statement.bytes())) {
            reason = reason.replaceFirst("(?s) near '.*", " near …");
        }
        String object = SqlObject.of(statement)
                .filter(found -> !found.name().isEmpty())
                .map(found -> found.described(database) + ": ")
                .orElse("");
        String found = reason + " (error " + e.number() + "), in: " + ShownStatement.of(statement);
        return options.script()
                ? new TransferFailed(statement.file() + " line " + line + ": " + object + found + todo(statement, e), e)
                : new TransferFailed(
                        "the copy of the "
                                + (object.isEmpty() ? "source failed: " : object.replaceFirst(": $", " failed: "))
                                + found + " (line " + line + " of " + statement.file() + ")" + todoForCopy(e),
                        e);
    }

    private static String todo(DumpStatement statement, DatabaseException e) {
        if (e.number() == ER_NO_DB) {
            return "; say where it goes: --into NAME, or a dump of mysqldump --databases";
        }
        if (e.number() == ER_UNKNOWN_COLLATION) {
            return "; this server does not know it: name one that it knows in the file, or rehearse with a newer source";
        }
        if (e.number() == ER_TOO_LONG_KEY) {
            return "; the server that the file comes from allows longer keys than this version: rehearse with a newer"
                    + " source, or shorten the key";
        }
        if (e.is(ServerError.ER_PARSE_ERROR)
                && MESSAGE.matcher(ShownStatement.of(statement)).lookingAt()) {
            return "; this line is what the dump program said, not SQL: dump again without 2>&1, or take the line out";
        }
        if (e.is(ServerError.ER_PARSE_ERROR) && RoutineBody.begins(statement)) {
            RoutineBody body = new RoutineBody();
            body.read(statement);
            if (!body.ended()) {
                return "; the file cuts this body at its first semicolon: put a line DELIMITER // before it, // after"
                        + " its END, and a line DELIMITER ; after that";
            }
        }
        if (waited(e)) {
            return "; the same row is in the file twice, or somebody else writes to the table: correct that and load"
                    + " again";
        }
        return common(e).orElse("; correct the file or the server and load again");
    }

    private static String todoForCopy(DatabaseException e) {
        if (waited(e)) {
            return "; somebody else works on this table of the target: see to it and begin again";
        }
        return common(e)
                .or(() -> Remedy.of(e.number()).map(remedy -> "; " + remedy + ", and begin again"))
                .orElse("; the target does not take it as the source has it: change the object on the source or the"
                        + " setting on the target that is named, and begin again");
    }

    private static Optional<String> common(DatabaseException e) {
        if (e.is(ServerError.ER_BINLOG_CREATE_ROUTINE_NEED_SUPER) || e.is(ServerError.ER_BINLOG_UNSAFE_ROUTINE)) {
            return Optional.of("; set log_bin_trust_function_creators=1 on that server");
        }
        return Optional.empty();
    }

    private static boolean waited(DatabaseException e) {
        return e.is(ServerError.ER_LOCK_DEADLOCK) || e.is(ServerError.ER_LOCK_WAIT_TIMEOUT);
    }
}
