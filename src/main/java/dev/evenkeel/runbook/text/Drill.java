package dev.evenkeel.runbook.text;

import dev.evenkeel.event.ExitCode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A run in which something is broken on purpose.
 *
 * @param expected how the run may end for the tool to have noticed: by one of these
 * @param notice by what it shows that it noticed
 * @param damage the steps that do the damage, all of them
 */
public record Drill(String name, String title, List<ExitCode> expected, Notice notice, List<Damage> damage) {
    public Drill {
        expected = List.copyOf(expected);
        damage = List.copyOf(damage);
    }

    /**
     * Words of sentences, as {@link Phrase} compares them.
     *
     * @param failsAt the step that must fail is one of these; any, where there are none
     * @param because the reason of its failure is one of these; any, where there are none
     * @param passes the steps that must pass after the damage, all of them, where the run is to end well
     */
    public record Notice(List<String> failsAt, List<String> because, List<String> passes) {
        public Notice {
            failsAt = List.copyOf(failsAt);
            because = List.copyOf(because);
            passes = List.copyOf(passes);
        }
    }

    /**
     * A step of the drill that changes something.
     *
     * @param step from 1
     * @param breaks whether it enters what it broke, when it is broken
     */
    public record Damage(String phase, int step, boolean breaks) {}

    /** The codes of a tag such as {@code @expect:3,4}; empty when any of them is none. */
    public static List<ExitCode> codes(String numbers) {
        List<Optional<ExitCode>> codes = Arrays.stream(numbers.split(",", -1))
                .map(number -> Arrays.stream(ExitCode.values())
                        .filter(code -> Integer.toString(code.number()).equals(number))
                        .findFirst())
                .toList();
        return codes.stream().allMatch(Optional::isPresent)
                ? codes.stream().map(Optional::get).toList()
                : List.of();
    }
}
