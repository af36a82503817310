package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.TestServers;
import dev.evenkeel.event.EventCodec;
import dev.evenkeel.journal.Entry;
import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.Secret;
import dev.evenkeel.report.Audit;
import dev.evenkeel.report.summary.MarkdownCell;
import dev.evenkeel.screen.Mode;
import dev.evenkeel.screen.Output;
import dev.evenkeel.screen.Screen;
import dev.evenkeel.screen.SteppedClock;
import dev.evenkeel.screen.Style;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts from servers, files, profiles and journals that a terminal or a page would obey. */
class HostileTextTest {
    /** Clears the screen, sets the title, turns the direction, hides, ends the line, and is half a character. */
    private static final String HOSTILE =
            "\u001b[31mred\u001b[2J\u001b]0;title\u0007\u009b2J\u202eevil\u2066\u200b\r\nFORGED line\u0000 \ud83d";

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(Mode.class)
    void no_screen_hands_on_what_a_journal_holds(Mode mode) {
        for (boolean color : new boolean[] {true, false}) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            Style style = new Style(color, StandardCharsets.UTF_8, 200, 60);
            try (Screen screen =
                    Screen.open(new PrintStream(out, true, StandardCharsets.UTF_8), mode, style, new SteppedClock())) {
                long seq = 0;
                for (String kind : EventCodec.inOrder()) {
                    screen.entry(new Entry(
                            ++seq,
                            WrittenRun.AT,
                            kind,
                            WrittenRun.data(kind, HOSTILE),
                            "0".repeat(64),
                            "f".repeat(64)));
                    screen.progress(HOSTILE, HOSTILE, 7).close();
                    screen.say(HOSTILE);
                }
                screen.block(List.of(HOSTILE));
            }
            String shown = out.toString(StandardCharsets.UTF_8);
            assertThat(shown).as("colour may be ours, the journal's is not").doesNotContain("\u001b[31mred");
            // What is left of an escape is one of the screen's own.
            Captured.inert(shown.replaceAll("\u001b\\[(\\?7[lh]|[KJ]|\\d+A|[0-9;]*m)", "")
                    .replace("\r", ""));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"report", "audit"})
    void a_run_of_hostile_texts_is_reported_and_audited(String command) throws IOException {
        Path run = WrittenRun.in(folder.resolve("run"), HOSTILE);

        Captured ran = Captured.run(command, run.toString()).orderly();

        assertThat(ran.out()).contains(command.equals("report") ? "evil" : "outcome     unknown, exit code ");
        assertThat(ran.out()).doesNotContain("\nFORGED");
        Captured json = Captured.run(command, "--json", run.toString()).orderly();
        assertThat(new ObjectMapper().readTree(json.out()).at("/run").asText()).isEqualTo(run.toString());
        assertThat(Audit.of(run, Optional.empty()).proved())
                .as("%s", Audit.of(run, Optional.empty()))
                .isTrue();
    }

    @Test
    void what_json_hides_reads_as_the_same_text() throws IOException {
        String line = Output.jsonLine(Map.of("text", HOSTILE.replace("\ud83d", "\ud83d\ude00")), false);

        Captured.inert(line);
        assertThat(new ObjectMapper().readTree(line).at("/text").asText())
                .isEqualTo(HOSTILE.replace("\ud83d", "\ud83d\ude00"));
    }

    @Test
    void the_name_of_a_file_that_is_not_there() {
        Captured ran = Captured.run("rehearse", "--rows", "0", "-e", "\u001b[2J\u202efile.yaml")
                .orderly();

        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err()).contains("\\x1b[2J\\u{202e}file.yaml");
        assertThat(Captured.run("audit", "\u001b[2J\nFORGED").orderly().problems())
                .hasSize(1);
        assertThat(Captured.run("\u001b[2J").orderly().exit()).isEqualTo(2);
        assertThat(Captured.run("audit", "--\u001b[2J").orderly().exit()).isEqualTo(2);
        assertThat(Captured.run("steps", "--search", "\u001b[2J").orderly().exit())
                .isEqualTo(12);
    }

    @Test
    void the_name_of_a_file_within_a_run() throws IOException {
        Path run = WrittenRun.in(folder.resolve("run"), "text");
        Files.writeString(run.resolve("\u001b[2J\nall is well"), "x");

        Captured ran = Captured.run("audit", run.toString()).orderly();

        assertThat(ran.exit()).isEqualTo(3);
        assertThat(ran.err()).contains("evenkeel: \\x1b[2J\\nall is well: no run leaves such a file");
    }

    @Test
    void values_of_a_profile() throws IOException {
        Path profile = Files.writeString(folder.resolve("p.yaml"), """
                kind: "\\e[2J\\u202eevil"
                "\\e]0;title\\a": 1
                servers:
                  source: {version: "\\e[31m10.1.8\\n"}
                """);

        Captured ran = Captured.run("rehearse", "--rows", "0", "-e", profile.toString())
                .orderly();

        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err()).contains("\\x1b[2J\\u{202e}evil", "\\x1b]0;title\\x07");
    }

    @Test
    void what_a_server_says() {
        try (VerifiedPair pair = new VerifiedPair(folder)) {
            Login unknown = new Login("\\e[2J\\u202eevil", new Secret("wrong"));
            Path profile = pair.profile(
                    "hostile",
                    unknown,
                    TestServers.embedded().master(Role.SOURCE).endpoint());
            replaceUser(profile);

            Captured ran = Captured.run(
                            "verify",
                            "-e",
                            profile.toString(),
                            "--reports",
                            pair.reports().toString())
                    .orderly();

            assertThat(ran.exit()).isEqualTo(2);
            assertThat(ran.err()).contains("\\x1b[2J\\u{202e}evil");
        }
    }

    /** Quoted, so that YAML reads the escapes. */
    private static void replaceUser(Path profile) {
        try {
            String text = Files.readString(profile);
            Files.writeString(profile, text.replace("\\e[2J\\u202eevil", "\"\\e[2J\\u202eevil\""));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void a_version_in_the_table_of_a_matrix() {
        assertThat(MarkdownCell.of("10.1.8-MariaDB → 11.4.5-MariaDB")).isEqualTo("10.1.8-MariaDB → 11.4.5-MariaDB");
        for (String hostile : List.of(
                "|",
                "`",
                "\n",
                "<img src=x>",
                "[a](javascript:x)",
                "![](x)",
                "https://evil.example",
                "www.evil.example",
                "a@evil.example",
                "@team",
                "#12",
                "*a*",
                "_a_",
                "~a~",
                "\\|",
                "&lt;",
                "$x$",
                ":tada:",
                "\u202e")) {
            assertThat(MarkdownCell.of(hostile))
                    .as(hostile)
                    .doesNotContainPattern("[|`\n<>\\[\\]!:/@#*_~\\\\&$\u202e]|www\\.");
        }
    }
}
