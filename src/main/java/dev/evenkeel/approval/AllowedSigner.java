package dev.evenkeel.approval;

import java.time.Instant;
import java.util.Optional;

/**
 * A line of an allowed_signers file: a key, and whose signatures with it are accepted for what and when.
 *
 * @param authority the key signs certificates; these are not supported, and the line admits nobody
 * @param namespaces what its signatures may be for; empty for everything
 * @param from when it begins to be valid
 * @param until when it is valid for the last time
 */
record AllowedSigner(
        int line,
        PatternList principals,
        SshKey key,
        boolean authority,
        Optional<PatternList> namespaces,
        Optional<Instant> from,
        Optional<Instant> until) {
    static final String AUTHORITY = "cert-authority is not supported; list the key of each person";

    /** Why it admits nobody for this namespace at this moment, after the words that it is listed. */
    Optional<String> obstacle(String namespace, Instant now) {
        if (authority) {
            return Optional.of(AUTHORITY);
        }
        if (namespaces.filter(list -> !list.matches(namespace)).isPresent()) {
            return Optional.of("for other namespaces than " + namespace);
        }
        if (from.filter(now::isBefore).isPresent()) {
            return Optional.of("valid after " + from.get() + "; it is " + now + " now");
        }
        if (until.filter(now::isAfter).isPresent()) {
            return Optional.of("valid before " + until.get() + "; it is " + now + " now");
        }
        return Optional.empty();
    }
}
