package dev.evenkeel.environment.profile;

import dev.evenkeel.environment.Hook;
import dev.evenkeel.environment.yaml.ProfileValues;
import dev.evenkeel.environment.yaml.YamlMap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the programs that a profile wants told of a run. */
final class HookReader {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    /** The end of a run waits for its hooks. */
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private HookReader() {}

    static List<Hook> read(YamlMap hooks) {
        List<Hook> read = new ArrayList<>();
        for (String name : hooks.keys()) {
            YamlMap hook = hooks.map(name);
            List<String> command = hook.textOrTexts("command");
            if (command.isEmpty()) {
                hook.problem("command", hook.name("command") + " is missing; give a program with its arguments");
            }
            read.add(new Hook(
                    name,
                    command,
                    moments(hook),
                    hook.value("timeout", HookReader::limit, "a time of at most 1m, such as 10s")
                            .orElse(LIMIT)));
            hook.refuseUnknownKeys();
        }
        return List.copyOf(read);
    }

    private static Set<Hook.Moment> moments(YamlMap hook) {
        Set<Hook.Moment> moments = EnumSet.noneOf(Hook.Moment.class);
        for (String word : hook.textOrTexts("on")) {
            Optional<Hook.Moment> moment = Hook.Moment.of(word);
            moment.ifPresent(moments::add);
            if (moment.isEmpty()) {
                hook.problem(
                        "on",
                        hook.name("on") + " names '" + word + "', must be of "
                                + Arrays.stream(Hook.Moment.values())
                                        .map(Hook.Moment::word)
                                        .collect(Collectors.joining(", ")));
            }
        }
        return hook.has("on") ? moments : EnumSet.allOf(Hook.Moment.class);
    }

    private static Duration limit(String text) {
        Duration limit = ProfileValues.duration(text);
        if (limit.isZero() || limit.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException();
        }
        return limit;
    }
}
