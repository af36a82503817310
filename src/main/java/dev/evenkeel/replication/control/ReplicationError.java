package dev.evenkeel.replication.control;

import dev.evenkeel.mariadb.ServerWords;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What holds a replica up, so that somebody can act on it: the server's number and words, which name the statement and the
 * table, and for the common numbers what usually causes them and what to do.
 */
record ReplicationError(int number, String words) {
    private static final Pattern NUMBER = Pattern.compile("(?i)error[_ ]code: (\\d+)");

    private static final String COPY_AGAIN = "never skip it: copy again";
    private static final String SAME_OBJECT = " there as it is on the source and start replication again";

    private static final Map<Integer, String> REMEDIES = Map.ofEntries(
            Map.entry(
                    1032,
                    "the row is not there: somebody else deleted it, or the copy was not of the place that replication"
                            + " began at; " + COPY_AGAIN),
            Map.entry(
                    1062,
                    "the row is there already: somebody else wrote it, the copy contains more than the position where replication began, or values that differ on the source became equal on their way (invalid dates"
                            + " become zero); " + COPY_AGAIN),
            Map.entry(
                    1236,
                    "the source has purged the binlog that is needed next, or its binlog ends before that place; raise its"
                            + " 'binlog retention hours' and copy again"),
            Map.entry(
                    1396,
                    "the source created, renamed or dropped an account that is there already, or is not; make the account"
                            + " what it was on the source before that statement and start replication again"),
            Map.entry(
                    1539,
                    "the source changed or dropped an event that is not there; create it" + SAME_OBJECT
                            + ", or leave its database out"),
            Map.entry(
                    1594,
                    "the relay log cannot be read, as after a crash or on a damaged disk; point it at its source again from"
                            + " the place it has executed, so that it fetches again"),
            Map.entry(
                    1677,
                    "the column is of another type there, into which the source's does not fit; give it the source's type,"
                            + " or set slave_type_conversions"),
            Map.entry(
                    1950,
                    "its own binlog holds a later transaction of that GTID domain, so somebody else wrote there, and"
                            + " gtid_strict_mode refuses what comes late; set gtid_strict_mode = 0 if that write is known,"
                            + " else copy again"),
            Map.entry(
                    2003,
                    "the source is not reached from there: its address or port, a security group or a firewall; open the"
                            + " way, and it connects by itself"),
            Map.entry(
                    1045,
                    "the source refuses the replication account from there: another password, or a host that the account"
                            + " does not admit; fix the account, and it connects by itself"),
            Map.entry(
                    2026,
                    "TLS between the two fails: no version of it in common, a certificate that the authority in"
                            + " replication.ca did not sign or that names another host, or a file that the target's server"
                            + " cannot read; fix that, or say replication.tls: on (not verified) or off in the profile"),
            Map.entry(
                    1593,
                    "the two have the same server_id, or the source's binlog is of a kind that it does not take; correct"
                            + " that setting and start replication again"),
            Map.entry(1007, "that database is there already: it was not copied but made; drop it and copy again"),
            Map.entry(1008, "that database is not there; " + COPY_AGAIN),
            Map.entry(1050, "that table is there already, and somebody else made it; drop it, or copy again"),
            Map.entry(1051, "that table is not there; " + COPY_AGAIN),
            Map.entry(1146, "that table is not there: it was dropped there, or was never copied; " + COPY_AGAIN),
            Map.entry(
                    1304,
                    "that routine is there already, and somebody else made it; drop it and start replication again"),
            Map.entry(1305, "that routine is not there; create it" + SAME_OBJECT),
            Map.entry(
                    1064,
                    "its version does not understand a statement of the source's; run what it means there by hand, or copy"
                            + " again when no more of them come"),
            Map.entry(
                    1118,
                    "its settings refuse a table that the source took; set innodb_strict_mode = 0 there and start"
                            + " replication again"),
            Map.entry(1419, "log_bin_trust_function_creators is OFF there; set it to ON and start replication again"));

    /** What an answer to SHOW SLAVE STATUS says of one thread. A number that is not told is in the words. */
    static ReplicationError of(long number, String words) {
        Matcher inWords = NUMBER.matcher(words);
        return new ReplicationError(
                number != 0 || !inWords.find() ? (int) number : Integer.parseInt(inWords.group(1)), words);
    }

    /** For people, one line: {@code error 1032, Could not execute …; the row is not there: …}. */
    String explained() {
        String error = (number == 0 ? "" : "error " + number + ", ") + ServerWords.withoutValues(words);
        return packetTooLarge()
                ? error + "; an event is larger than a packet may be; raise max_allowed_packet on the source and"
                        + " slave_max_allowed_packet there, then start replication again"
                : error + (REMEDIES.containsKey(number) ? "; " + REMEDIES.get(number) : "");
    }

    private boolean packetTooLarge() {
        return (number == 1236 || number == 1153) && words.contains("max_allowed_packet");
    }
}
