package dev.evenkeel.runbook;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A run in which something is broken on purpose.
 *
 * @param expected how the run may end for the tool to have noticed: by one of these
 */
public record Drill(String name, String title, List<ExitCode> expected) {
    public Drill {
        expected = List.copyOf(expected);
    }

    /** The codes of a tag such as {@code @expect:3,4}; empty when any of them is none. */
    static List<ExitCode> codes(String numbers) {
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
