package dev.evenkeel.provision.lookalike;

import dev.evenkeel.environment.Role;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Something that a profile lets go wrong: {@code OPERATION: WHAT}, or {@code OPERATION N: WHAT}.
 *
 * @param operation whose calls are counted, from the first step of the runbook on; tries of one call are calls
 * @param at the number of the call at which it happens, from 1
 */
record Mishap(String operation, int at, What what) {
    static final String FORMS =
            "OPERATION [N]: throttled TIMES, refused CODE [TIMES], answer lost, stuck ROLE STATE, flapping ROLE STATE TIMES,"
                    + " backup ROLE LOOKS, renamed ROLE or credentials expired; for example"
                    + " 'DescribeEvents 2: throttled 3'";
    private static final Pattern TEXT = Pattern.compile("(\\w+)(?: (\\d{1,6}))?: (\\S.*)");

    /** What happens. */
    sealed interface What {}

    /** This call, and the next ones of its operation, are refused and have no effect. */
    record Refused(String code, int times) implements What {}

    /** The call has its effect, and the connection breaks before the answer. */
    record AnswerLost() implements What {}

    /** An instance stays in a state from now on. */
    record Stuck(Role role, String state) implements What {}

    /** Every other look shows an instance in that state, so many times. */
    record Flapping(Role role, String state, int times) implements What {}

    /** A backup begins, and is over once it was looked at so many times. */
    record Backup(Role role, int looks) implements What {}

    /** Somebody gives an instance another name. */
    record Renamed(Role role) implements What {}

    /** The run's credentials are out of date from this call on. */
    record CredentialsExpired() implements What {}

    /** @throws IllegalArgumentException where it is none of {@link #FORMS} */
    static Mishap parse(String text) {
        Matcher parts = TEXT.matcher(text.strip());
        if (!parts.matches()) {
            throw new IllegalArgumentException(text);
        }
        return new Mishap(
                parts.group(1),
                parts.group(2) == null ? 1 : Integer.parseInt(parts.group(2)),
                what(List.of(parts.group(3).strip().split("\\s+"))));
    }

    private static What what(List<String> words) {
        String shape = words.get(0) + " " + words.size();
        return switch (shape) {
            case "throttled 2" -> new Refused("Throttling", number(words.get(1)));
            case "refused 2" -> new Refused(words.get(1), 1);
            case "refused 3" -> new Refused(words.get(1), number(words.get(2)));
            case "answer 2" -> exactly(words, "lost", new AnswerLost());
            case "stuck 3" -> new Stuck(role(words.get(1)), words.get(2));
            case "flapping 4" -> new Flapping(role(words.get(1)), words.get(2), number(words.get(3)));
            case "backup 3" -> new Backup(role(words.get(1)), number(words.get(2)));
            case "renamed 2" -> new Renamed(role(words.get(1)));
            case "credentials 2" -> exactly(words, "expired", new CredentialsExpired());
            default -> throw new IllegalArgumentException(shape);
        };
    }

    private static What exactly(List<String> words, String second, What what) {
        if (!words.get(1).equals(second)) {
            throw new IllegalArgumentException(words.get(1));
        }
        return what;
    }

    private static int number(String text) {
        int number = Integer.parseInt(text);
        if (number < 1) {
            throw new IllegalArgumentException(text);
        }
        return number;
    }

    private static Role role(String text) {
        return Arrays.stream(Role.values())
                .filter(role -> role.label().equals(text.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(text));
    }
}
