package dev.evenkeel.replication.control;

import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Endpoint;
import dev.evenkeel.mariadb.Row;
import dev.evenkeel.mariadb.ServerError;
import dev.evenkeel.mariadb.Session;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Whom a server follows, by address and account, in words that can be compared and read back. */
public final class FollowedSource {
    public static final String NONE = "none";

    private FollowedSource() {}

    /** As {@link #read} answers once a server was told to follow. */
    public static String of(Endpoint source, String user) {
        return source.host() + ":" + source.port() + " as " + user;
    }

    static String read(Session session) {
        return session.first(ReplicaStatus.statement(session), FollowedSource::of)
                .orElse(NONE);
    }

    /** By connections with a name of their own, which a server may have beside the usual one. */
    static List<String> byName(Session session) {
        try {
            return session
                    .list("SHOW ALL SLAVES STATUS", row -> row.optional(1)
                            .filter(name -> !name.isEmpty())
                            .map(name -> of(row) + " by the connection " + name))
                    .stream()
                    .flatMap(Optional::stream)
                    .toList();
        } catch (DatabaseException e) {
            if (e.is(ServerError.ER_SPECIFIC_ACCESS_DENIED_ERROR)) {
                // Then this account cannot be known, nor could it make one follow.
                return List.of();
            }
            throw e;
        }
    }

    /**
     * By which user name a server follows another one directly. Empty where it follows somebody else or nobody, or where its
     * account may not see that. One that has not reached its source yet is known by the address that it was given.
     */
    public static Optional<String> user(Session follower, Session source) {
        try {
            long id = source.number("SELECT @@GLOBAL.server_id");
            return follower.first(ReplicaStatus.statement(follower), FollowedSource::fields)
                    .filter(fields -> List.of("", "0").contains(fields.getOrDefault("master_server_id", ""))
                            ? address(fields).equals(source.server().endpoint().toString())
                            : fields.get("master_server_id").equals(Long.toString(id)))
                    .map(fields -> fields.get("master_user"));
        } catch (DatabaseException e) {
            if (e.lost()) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private static Map<String, String> fields(Row row) {
        Map<String, String> fields = new HashMap<>();
        row.columns()
                .forEach(column -> fields.put(
                        column.toLowerCase(Locale.ROOT).replace("source", "master"),
                        row.optional(column).orElse("")));
        return fields;
    }

    private static String of(Row row) {
        Map<String, String> fields = fields(row);
        return fields.get("master_host").isEmpty() ? NONE : address(fields) + " as " + fields.get("master_user");
    }

    private static String address(Map<String, String> fields) {
        return fields.get("master_host") + ":" + fields.get("master_port");
    }
}
