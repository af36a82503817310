package dev.evenkeel.environment;

import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * How the target's link to the source is encrypted.
 *
 * @param ca for verified: the file with the certificate of the authority, on the target's machine
 */
public record LinkTls(Mode mode, Optional<String> ca) {
    public static final LinkTls OFF = new LinkTls(Mode.OFF, Optional.empty());
    public static final LinkTls ON = new LinkTls(Mode.ON, Optional.empty());

    public LinkTls {
        Objects.requireNonNull(mode, "mode");
        if ((mode == Mode.VERIFIED) != ca.isPresent()) {
            throw new IllegalArgumentException("an authority's certificate belongs to a verified link and to no other");
        }
    }

    public static LinkTls verified(String ca) {
        return new LinkTls(Mode.VERIFIED, Optional.of(ca));
    }

    public boolean encrypted() {
        return mode != Mode.OFF;
    }

    public boolean verified() {
        return mode == Mode.VERIFIED;
    }

    @Override
    public String toString() {
        return mode.toString();
    }

    /** As a profile names it. */
    public enum Mode {
        OFF,
        /** Encrypted; whose certificate the source shows is not looked at. */
        ON,
        /** Encrypted, and only with a source whose certificate names its host and is signed by the given authority. */
        VERIFIED;

        public static Mode parse(String text) {
            return Arrays.stream(values())
                    .filter(mode -> mode.toString().equals(text))
                    .findFirst()
                    .orElseThrow(IllegalArgumentException::new);
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
