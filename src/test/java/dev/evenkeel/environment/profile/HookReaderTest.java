package dev.evenkeel.environment.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.environment.Hook;
import dev.evenkeel.environment.Misconfigured;
import dev.evenkeel.provision.Provision;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HookReaderTest {
    @TempDir
    private Path folder;

    @Test
    void a_hook_is_told_everything_unless_it_says_of_what() {
        assertThat(read("")).isEmpty();
        assertThat(read("""
                        hooks:
                          chat: {command: bin/chat}
                          pager:
                            command: [bin/page, --urgent]
                            on: [failed, no-return]
                            timeout: 1m
                        """))
                .containsExactly(
                        new Hook("chat", List.of("bin/chat"), EnumSet.allOf(Hook.Moment.class), Duration.ofSeconds(10)),
                        new Hook(
                                "pager",
                                List.of("bin/page", "--urgent"),
                                Set.of(Hook.Moment.FAILED, Hook.Moment.NO_RETURN),
                                Duration.ofMinutes(1)));
    }

    @Test
    void what_cannot_be_is_refused_with_its_line() {
        assertThatThrownBy(() -> read("""
                        hooks:
                          chat:
                            on: [gate, frozen]
                            timeout: 2m
                            every: 5s
                        """)).isInstanceOfSatisfying(Misconfigured.class, e -> assertThat(e.problems())
                .containsExactlyInAnyOrder(
                        "given.yaml:8: hooks.chat.command is missing; give a program with its arguments",
                        "given.yaml:8: hooks.chat.on names 'frozen', must be of gate, freeze, no-return, done,"
                                + " failed, resumed",
                        "given.yaml:9: hooks.chat.timeout is '2m', must be a time of at most 1m, such as 10s",
                        "given.yaml:10: unknown key hooks.chat.every; known here: command, on, timeout"));
    }

    private List<Hook> read(String hooks) {
        try {
            Path profile = Files.writeString(folder.resolve("given.yaml"), """
                    kind: embedded
                    servers:
                      source: {version: 10.1.8}
                      replica: {version: 10.1.8}
                      target: {version: 10.1.23}
                    """ + hooks);
            return Provision.profiles().read(profile.toString(), folder).hooks();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
