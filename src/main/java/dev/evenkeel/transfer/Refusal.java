package dev.evenkeel.transfer;

import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.ServerError;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says which line of which file a server refused. */
final class Refusal {
    private static final Pattern AT_LINE = Pattern.compile(" at line (\\d+)$");

    private Refusal() {}

    static TransferFailed of(Path file, long statementLine, DatabaseException e) {
        String reason = e.reason();
        long line = statementLine;
        Matcher matcher = AT_LINE.matcher(reason);
        if (matcher.find()) {
            // The server counts from the statement's first line.
            line += Long.parseLong(matcher.group(1)) - 1;
            reason = reason.substring(0, matcher.start());
        }
        return new TransferFailed(file + " line " + line + ": " + reason + " (error " + e.number() + ")" + todo(e), e);
    }

    private static String todo(DatabaseException e) {
        if (e.is(ServerError.ER_BINLOG_CREATE_ROUTINE_NEED_SUPER) || e.is(ServerError.ER_BINLOG_UNSAFE_ROUTINE)) {
            return "; set log_bin_trust_function_creators=1 on that server";
        }
        if (e.is(ServerError.ER_LOCK_DEADLOCK) || e.is(ServerError.ER_LOCK_WAIT_TIMEOUT)) {
            return "; the same row stands twice in the file, or somebody else writes to the table: see to it and load again";
        }
        return "; correct the file or the server and load again";
    }
}
