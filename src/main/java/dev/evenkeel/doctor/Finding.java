package dev.evenkeel.doctor;

import dev.evenkeel.event.Word;
import java.util.Locale;
import java.util.Optional;

/**
 * One thing that was looked at.
 *
 * @param area what kind of thing, for example {@code tls}
 * @param subject whose: a role, or this machine
 * @param text what was found, one sentence
 * @param remedy a statement or a command to paste; empty where there is nothing to do, or no one command does it
 */
public record Finding(String area, String subject, Grade grade, String text, Optional<String> remedy) {
    /** How it is. */
    public enum Grade implements Word {
        FINE,
        /** A run would begin; somebody should know all the same. */
        NOTICE,
        /** A run would be refused, or fail. */
        PROBLEM,
        /** It could not be looked at. That is not a sign of health. */
        UNKNOWN;

        @Override
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** A run should not begin. */
        public boolean stops() {
            return this == PROBLEM || this == UNKNOWN;
        }
    }

    static Finding fine(String area, String subject, String text) {
        return new Finding(area, subject, Grade.FINE, text, Optional.empty());
    }

    static Finding notice(String area, String subject, String text, Optional<String> remedy) {
        return new Finding(area, subject, Grade.NOTICE, text, remedy);
    }

    static Finding problem(String area, String subject, String text, Optional<String> remedy) {
        return new Finding(area, subject, Grade.PROBLEM, text, remedy);
    }

    static Finding unknown(String area, String subject, String text) {
        return new Finding(area, subject, Grade.UNKNOWN, text, Optional.empty());
    }
}
