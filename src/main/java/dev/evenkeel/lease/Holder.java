package dev.evenkeel.lease;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who holds a lease, as the server's process list shows it to everybody who may see it.
 *
 * @param run the run's id
 * @param user the account of the operating system
 * @param machine its host name
 * @param since when the lease was taken
 */
public record Holder(String run, String user, String machine, Instant since) {
    private static final Pattern WRITTEN =
            Pattern.compile("/\\* evenkeel lease: run (\\S+) by (\\S+) on (\\S+) since (\\S+) \\*/");

    public Holder {
        run = plain(run);
        user = plain(user);
        machine = plain(machine);
        since = since.truncatedTo(ChronoUnit.SECONDS);
    }

    /** It becomes part of a statement's comment, where some characters would end it or mean something. */
    private static String plain(String text) {
        String plain = text.replaceAll("[^\\w.@-]+", "_");
        return plain.isEmpty() ? "unknown" : plain.substring(0, Math.min(plain.length(), 100));
    }

    String comment() {
        return "/* evenkeel lease: run " + run + " by " + user + " on " + machine + " since " + since + " */";
    }

    /** Empty where the statement is not one of a lease. */
    static Optional<Holder> of(String statement) {
        Matcher found = WRITTEN.matcher(statement);
        try {
            return found.find()
                    ? Optional.of(
                            new Holder(found.group(1), found.group(2), found.group(3), Instant.parse(found.group(4))))
                    : Optional.empty();
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "run " + run + " by " + user + " on " + machine + ", since " + since;
    }
}
