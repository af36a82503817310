package dev.evenkeel.cli;

import dev.evenkeel.cli.operate.Interrupts;
import dev.evenkeel.cli.options.ScreenOptions;
import dev.evenkeel.environment.Misconfigured;
import dev.evenkeel.environment.Profile;
import dev.evenkeel.event.ExitCode;
import dev.evenkeel.journal.Redactor;
import dev.evenkeel.lease.Holder;
import dev.evenkeel.lease.LeaseTaken;
import dev.evenkeel.provision.Provision;
import dev.evenkeel.run.Home;
import dev.evenkeel.run.RunBy;
import dev.evenkeel.run.RunFolder;
import dev.evenkeel.run.fences.FenceFigures;
import dev.evenkeel.run.fences.FenceRehearsal;
import dev.evenkeel.screen.Output;
import java.nio.file.Path;
import java.time.Clock;
import picocli.CommandLine.Option;

/** {@code rehearse --fence-only}: no runbook is run, and nothing is touched but what is made for it. */
final class FenceOnly {
    private static final int MOST_ROUNDS = 1000;

    @Option(
            names = "--fence-only",
            description =
                    "Measure the profile's fence on its source and target, also of production: closing, draining, closing"
                            + " durably, opening, on an empty table and an account that are made for it and removed. No runbook is run.")
    private boolean chosen;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "20",
            description = "With --fence-only: how often. Default: ${DEFAULT-VALUE}.")
    private int rounds;

    boolean chosen() {
        return chosen;
    }

    int measure(String environment, Path reports, RunBy by, ScreenOptions screen, Redactor redactor) {
        if (rounds < 1 || rounds > MOST_ROUNDS) {
            throw new Misconfigured("--rounds is " + rounds + ", must be from 1 to " + MOST_ROUNDS);
        }
        RunFolder.problem(reports).ifPresent(problem -> {
            throw new Misconfigured(problem);
        });
        Profile profile = Provision.profiles().read(environment, Home.find().environments());
        Clock clock = Clock.systemUTC();
        Interrupts interrupts = Interrupts.listen();
        int exit = ExitCode.BUG.number();
        try {
            interrupts.announce(() -> Output.note("interrupted: what was made is removed; please wait"));
            FenceFigures figures = new FenceRehearsal(
                            profile,
                            rounds,
                            new Holder("fence-only", by.user(), by.host(), clock.instant()),
                            clock,
                            interrupts::interrupted,
                            redactor,
                            line -> {
                                if (!screen.json() && !screen.quiet()) {
                                    Output.note(line);
                                }
                            })
                    .measure(reports);
            exit = figures.exit().number();
            show(figures, environment, figures.keep(reports), screen);
            return exit;
        } catch (LeaseTaken e) {
            exit = ExitCode.LOCKED.number();
            Output.problem(e.getMessage());
            return exit;
        } catch (Misconfigured e) {
            exit = ExitCode.USAGE.number();
            throw e;
        } finally {
            interrupts.ended(exit);
        }
    }

    private static void show(FenceFigures figures, String environment, Path kept, ScreenOptions screen) {
        if (screen.json()) {
            Output.json(figures.fields());
            return;
        }
        if (!screen.quiet() || figures.exit() != ExitCode.DONE) {
            figures.lines().forEach(Output::line);
            Output.line("kept  " + kept + ", for evenkeel plan");
        }
        Output.line("next: evenkeel " + (figures.exit() == ExitCode.DONE ? "plan" : "doctor") + " -e " + environment);
    }
}
