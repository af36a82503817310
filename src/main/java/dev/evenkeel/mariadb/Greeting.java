package dev.evenkeel.mariadb;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What a server says of itself before anybody has logged in.
 *
 * @param version as it came
 * @param offersTls the server has a certificate
 */
public record Greeting(String version, Flavour flavour, boolean offersTls) {
    private static final int PROTOCOL = 10;
    /** After the version: the connection's number, half a challenge and a filler. */
    private static final int BEFORE_CAPABILITIES = 4 + 8 + 1;
    /** MySQL calls it LONG_PASSWORD, MariaDB CLIENT_MYSQL. */
    private static final int SAYS_MYSQL = 1;
    /** In the second byte of the capabilities. */
    private static final int OFFERS_TLS = 0x08;

    /** Reads a message without its header; empty for what is not a greeting, or only its beginning. */
    public static Optional<Greeting> of(byte[] message) {
        int end = 1;
        while (end < message.length && message[end] != 0) {
            end++;
        }
        int capabilities = end + 1 + BEFORE_CAPABILITIES;
        if (capabilities + 1 >= message.length || message[0] != PROTOCOL) {
            return Optional.empty();
        }
        String version = new String(message, 1, end - 1, StandardCharsets.UTF_8);
        return Optional.of(new Greeting(
                version,
                Flavour.greeting(version, (message[capabilities] & SAYS_MYSQL) != 0),
                (message[capabilities + 1] & OFFERS_TLS) != 0));
    }

    /** Why nobody logs in there. */
    public Optional<String> refusal() {
        return flavour == Flavour.MARIADB ? Optional.empty() : Optional.of(Flavour.refusal(version));
    }
}
