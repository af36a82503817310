package dev.evenkeel.cli.options;

import dev.evenkeel.screen.JsonView;
import dev.evenkeel.screen.Mode;
import dev.evenkeel.screen.Output;
import dev.evenkeel.screen.Screen;
import dev.evenkeel.screen.Standing;
import dev.evenkeel.screen.Style;
import dev.evenkeel.screen.Terminal;
import dev.evenkeel.screen.View;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.time.Clock;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** How a command shows what it does: the options that every command takes. */
public final class ScreenOptions {
    @Option(names = "--json", description = "Print what happens as JSON lines on stdout, and nothing else.")
    private boolean asJson;

    @Option(
            names = {"-q", "--quiet"},
            description = "Show failures and the last lines only.")
    private boolean quiet;

    @Option(names = "--no-color", description = "No colours. The variable NO_COLOR does the same.")
    private boolean noColor;

    public boolean json() {
        return asJson;
    }

    public boolean quiet() {
        return quiet;
    }

    /** The same, for a part of a command of which only failures are to be shown; for programs everything is. */
    public ScreenOptions quietly() {
        ScreenOptions same = new ScreenOptions();
        same.asJson = asJson;
        same.quiet = quiet || !asJson;
        same.noColor = noColor;
        return same;
    }

    /** For a command that moves servers: its terminal always shows what may be done with the run. */
    public Screen open(Clock clock, Standing standing) {
        return open(clock, JsonView::new, standing);
    }

    /** @param json the screen for programs */
    public Screen open(Clock clock, Function<PrintStream, View> json) {
        return open(clock, json, Standing.NONE);
    }

    private Screen open(Clock clock, Function<PrintStream, View> json, Standing standing) {
        Map<String, String> environment = System.getenv();
        Mode mode = Mode.choose(asJson, quiet, Terminal.attached(2), environment);
        Style style = Style.of(mode, noColor, environment, terminalCharset(environment), Terminal.measure(environment));
        return mode == Mode.JSON
                ? Screen.of(json.apply(Output.forPrograms()), clock)
                : Screen.open(Output.forPeople(), mode, style, clock, standing);
    }

    /** What the terminal shows, which is not what the JVM was told to read files with. */
    private static Charset terminalCharset(Map<String, String> environment) {
        for (String name : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
            String value = environment.getOrDefault(name, "");
            if (!value.isEmpty()) {
                return value.toLowerCase(java.util.Locale.ROOT).matches(".*utf-?8.*")
                        ? java.nio.charset.StandardCharsets.UTF_8
                        : java.nio.charset.StandardCharsets.US_ASCII;
            }
        }
        return java.nio.charset.StandardCharsets.US_ASCII;
    }
}
