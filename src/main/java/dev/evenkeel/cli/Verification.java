package dev.evenkeel.cli;

import dev.evenkeel.event.ExitCode;
import dev.evenkeel.event.MoveEvent;
import dev.evenkeel.event.ParityEvent;
import dev.evenkeel.event.Remark;
import dev.evenkeel.event.RunEvent;
import dev.evenkeel.journal.Journal;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.journal.OrdinaryFile;
import dev.evenkeel.journal.Redactor;
import dev.evenkeel.journal.Stoppable;
import dev.evenkeel.journal.Stopped;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.parity.LoadThrottle;
import dev.evenkeel.parity.inventory.ObjectRules;
import dev.evenkeel.parity.inventory.PartResult;
import dev.evenkeel.parity.inventory.ServerParity;
import dev.evenkeel.parity.still.Standings;
import dev.evenkeel.replication.Standing;
import dev.evenkeel.report.Reports;
import dev.evenkeel.screen.Screen;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** One verification from its first line to its report. */
final class Verification {
    private final VerifyChoice choice;
    private final VerifyServers servers;
    private final Optional<BrokenOff> earlier;
    private final LoadThrottle.Limits limits;
    private final Path folder;
    private final Screen screen;
    private final Clock clock;
    private final Interrupts interrupts;
    private final Redactor redactor;
    private final RunBy by;
    private final Observer observer;
    private final VerifyTally tally;

    Verification(
            VerifyChoice choice,
            VerifyServers servers,
            Optional<BrokenOff> earlier,
            LoadThrottle.Limits limits,
            Path folder,
            Screen screen,
            Clock clock,
            Interrupts interrupts,
            Redactor redactor,
            RunBy by) {
        this.choice = choice;
        this.tally = new VerifyTally(new VerifyFindings(choice));
        this.servers = servers;
        this.earlier = earlier;
        this.limits = limits;
        this.folder = folder;
        this.screen = screen;
        this.clock = clock;
        this.interrupts = interrupts;
        this.redactor = redactor;
        this.by = by;
        this.observer = new Stoppable(screen, interrupts::interrupted);
    }

    ExitCode run() {
        ExitCode code;
        try (Journal journal = earlier.isPresent()
                ? Journal.reopen(folder, clock, redactor, screen)
                : Journal.create(folder, clock, redactor, screen)) {
            started().enter(journal);
            Ended ended = guarded(journal);
            code = ended.code();
            new RunEvent.Ended(code, ended.summary(), "unknown", tally.compared()).enter(journal);
        }
        try {
            Reports.Written written = Reports.write(folder);
            written.problems().forEach(screen::say);
            screen.block(tally.lines());
            screen.block(written.summary());
        } catch (UncheckedIOException | OrdinaryFile.Unfit | Error e) {
            screen.block(List.of("No report: " + Broken.sentence(e)));
        }
        return code;
    }

    private record Ended(ExitCode code, String summary) {}

    private Ended guarded(Journal journal) {
        try {
            onServers(journal);
            return new Ended(tally.code(), tally.sentence(choice));
        } catch (Stopped e) {
            return interrupted();
        } catch (DatabaseException e) {
            if (interrupts.interrupted()) {
                return interrupted();
            }
            return new Ended(ExitCode.NOT_PROVED, "the comparison could not be finished: " + e.getMessage());
        } catch (RuntimeException | Error e) {
            StackTrace.keep(journal, e);
            if (interrupts.interrupted()) {
                return interrupted();
            }
            return new Ended(ExitCode.BUG, Broken.sentence(e));
        }
    }

    private Ended interrupted() {
        return new Ended(
                ExitCode.INTERRUPTED,
                "interrupted; " + tally.progress() + "; go on with: evenkeel verify --resume " + folder);
    }

    private void onServers(Journal journal) {
        for (Server server : List.of(servers.left(), servers.right())) {
            VerifyServers.event(server).enter(journal);
        }
        servers.scope(choice).forEach(part -> part.enter(journal));
        try (LoadThrottle throttle = throttle(journal);
                VerifyStart start = VerifyStart.of(servers, choice, earlier)) {
            start.reason().ifPresent(reason -> new Remark.Note(reason).enter(journal));
            Standings standings = start.standings();
            coordinates(journal, MoveEvent.Coordinates.BEFORE, start.anew(), standings.left(), standings.right());
            limits(journal, throttle, standings);
            ServerParity parity = new ServerParity(servers.left(), servers.right(), observer);
            Optional<String> followsBy = servers.rightFollowsBy();
            part(
                    journal,
                    VerifyCommand.Part.SETTINGS,
                    ParityEvent.Settings::new,
                    () -> parity.settings(servers.profile().accepted().settings()));
            part(
                    journal,
                    VerifyCommand.Part.ACCOUNTS,
                    ParityEvent.Accounts::new,
                    () -> parity.accounts(
                            servers.ownAccounts(),
                            servers.expectedAccounts(choice.right(), followsBy),
                            servers.profile().accepted().accounts()));
            part(
                    journal,
                    VerifyCommand.Part.OBJECTS,
                    ParityEvent.Objects::new,
                    () -> parity.objects(
                            servers.databases(), followsBy.isPresent() ? ObjectRules.REPLICA : ObjectRules.STRICT));
            if (choice.compares(VerifyCommand.Part.DATA) && choice.live()) {
                new LiveRows(servers, choice, start, journal, tally).compare(throttle, observer);
            } else if (choice.compares(VerifyCommand.Part.DATA)) {
                new VerifyRows(servers, choice, start, journal, tally).compare(throttle, observer);
            }
            tally.finish();
            after(journal, standings);
        }
    }

    /** What was found stands, whether or not the servers still answer. */
    private void after(Journal journal, Standings standings) {
        try {
            List<Standing> now = standings.now();
            coordinates(journal, MoveEvent.Coordinates.AFTER, false, now.get(0), now.get(1));
        } catch (DatabaseException e) {
            new Remark.Note("where the servers stood afterwards was not seen: " + e.getMessage()).enter(journal);
        }
    }

    private LoadThrottle throttle(Journal journal) {
        return new LoadThrottle(
                List.of(servers.left(), servers.right()), limits, observer, new LoadThrottle.Listener() {
                    @Override
                    public void pausing(String reason) {
                        new RunEvent.Pause(RunEvent.PauseState.BEGAN, reason, 0).enter(journal);
                    }

                    @Override
                    public void resumed(String reason, java.time.Duration after) {
                        new RunEvent.Pause(RunEvent.PauseState.ENDED, reason, after.toMillis()).enter(journal);
                    }
                });
    }

    private void limits(Journal journal, LoadThrottle throttle, Standings standings) {
        boolean data = choice.compares(VerifyCommand.Part.DATA);
        servers.blindSpots().forEach(limit -> limit(journal, limit));
        (data ? throttle.blindSpots() : List.<String>of()).forEach(limit -> limit(journal, limit));
        (data && !choice.live() ? standings.limits() : List.<String>of()).forEach(limit -> limit(journal, limit));
    }

    private static void limit(Journal journal, String sentence) {
        Remark.Deviation.limit(sentence).enter(journal);
    }

    private void part(
            Journal journal,
            VerifyCommand.Part part,
            Function<ParityEvent.Inventory, ParityEvent.Part> told,
            Supplier<PartResult> comparison) {
        if (interrupts.interrupted()) {
            throw new Stopped();
        }
        if (choice.compares(part)) {
            PartResult result = comparison.get();
            if (interrupts.interrupted()) {
                // What could not be read any more shows nothing.
                throw new Stopped();
            }
            tally.part(part, result);
            told.apply(result.inventory()).enter(journal);
            result.accepted().forEach(one -> new Remark.Deviation(one.what(), one.because()).enter(journal));
            result.unused().forEach(note -> new Remark.Note(note).enter(journal));
        }
    }

    private void coordinates(Journal journal, String which, boolean anew, Standing left, Standing right) {
        place(which, choice.left().label(), anew, left).enter(journal);
        place(which, choice.right().label(), false, right).enter(journal);
    }

    private static MoveEvent.Coordinates place(String which, String role, boolean anew, Standing standing) {
        return new MoveEvent.Coordinates(which, role, standing.event(), Optional.of(anew));
    }

    private RunEvent.Started started() {
        return RunEvent.Started.verification(
                folder.getFileName().toString(),
                new RunEvent.Environment(
                        servers.profile().name(), servers.profile().kind().name()),
                new RunEvent.Tool(Main.Version.text(), Runtime.version().toString()),
                by.event(),
                choice.event());
    }
}
