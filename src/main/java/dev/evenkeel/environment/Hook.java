package dev.evenkeel.environment;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A program that is started when something happens in a run.
 *
 * @param name as the profile calls it
 * @param command the program with its arguments
 * @param on the moments that it is told of
 * @param limit how long it may take
 */
public record Hook(String name, List<String> command, Set<Moment> on, Duration limit) {
    public Hook {
        command = List.copyOf(command);
        on = Set.copyOf(on);
    }

    /** What a hook is told of. */
    public enum Moment {
        /** A gate waits for people. */
        GATE,
        /** The source's last position is known: the application is without writes. */
        FREEZE,
        /** The first step that cannot be undone is about to be taken. */
        NO_RETURN,
        /** The run ends, done and proved. */
        DONE,
        /** The run ends in any other way than done or waiting. */
        FAILED,
        /** A run that was broken off continues. */
        RESUMED;

        /** As a profile and a hook's input spell it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        public static Optional<Moment> of(String word) {
            return Arrays.stream(values())
                    .filter(moment -> moment.word().equals(word))
                    .findFirst();
        }
    }
}
