package dev.evenkeel.mariadb;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A password as a server keeps it for {@code mysql_native_password}. Statements that set a password carry this form: a
 * server writes them to its binlog and its logs as they came, and whoever reads those reads the password otherwise.
 */
public final class PasswordHash {
    private static final String REFUSED = "--strict-password-validation";

    private PasswordHash() {}

    /**
     * For {@code IDENTIFIED BY PASSWORD}, which every version from 10.0 on takes. Empty for an empty password, which means
     * an account without one there. A hash is not a password, but it is nobody else's business either.
     */
    public static Secret of(Secret password) {
        if (password.reveal().isEmpty()) {
            return password;
        }
        MessageDigest sha1 = sha1();
        byte[] once = sha1.digest(password.reveal().getBytes(StandardCharsets.UTF_8));
        return new Secret("*" + HexFormat.of().withUpperCase().formatHex(sha1.digest(once)));
    }

    /** Why this server would not take a hash, and what to do; empty when it would. */
    public static Optional<String> obstacle(Session session) {
        boolean strict = session.first("SHOW GLOBAL VARIABLES LIKE 'strict_password_validation'", row -> row.text(2))
                .filter("ON"::equals)
                .isPresent();
        List<String> plugins = session.list(
                "SELECT PLUGIN_NAME FROM information_schema.PLUGINS"
                        + " WHERE PLUGIN_TYPE = 'PASSWORD VALIDATION' AND PLUGIN_STATUS = 'ACTIVE' ORDER BY 1",
                row -> row.text(1));
        return strict && !plugins.isEmpty()
                ? Optional.of(session.server().name() + ": " + sentence(" with " + String.join(", ", plugins)))
                : Optional.empty();
    }

    /** The same, told from the server's answer to a statement that carried a hash; empty for any other answer. */
    public static Optional<String> obstacle(String server, DatabaseException answer) {
        return answer.is(ServerError.ER_OPTION_PREVENTS_STATEMENT)
                        && answer.reason().contains(REFUSED)
                ? Optional.of(server + ": " + sentence(""))
                : Optional.empty();
    }

    private static String sentence(String plugins) {
        return "strict_password_validation is ON" + plugins + ", so it refuses a password that comes as a hash, and a"
                + " password in clear would be written to its binlog; set strict_password_validation to OFF in the parameter"
                + " group until the migration has ended";
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }
}
