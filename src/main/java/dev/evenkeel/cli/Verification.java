package dev.evenkeel.cli;

import dev.evenkeel.journal.Journal;
import dev.evenkeel.journal.Kind;
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
import dev.evenkeel.runbook.ExitCode;
import dev.evenkeel.screen.Screen;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
            journal.append(Kind.RUN_STARTED, started());
            Ended ended = guarded(journal);
            code = ended.code();
            Map<String, Object> data = new LinkedHashMap<>(tally.data());
            data.put("outcome", code.name());
            data.put("exitCode", code.number());
            data.put("summary", ended.summary());
            data.put("serving", "unknown");
            journal.append(Kind.RUN_ENDED, data);
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
            journal.append(Kind.SERVER, VerifyServers.data(server));
        }
        servers.scope(choice).forEach(part -> journal.append(Kind.SCOPE, part));
        try (LoadThrottle throttle = throttle(journal);
                VerifyStart start = VerifyStart.of(servers, choice, earlier)) {
            start.reason().ifPresent(reason -> journal.append(Kind.NOTE, Map.of("text", reason)));
            Standings standings = start.standings();
            coordinates(journal, BrokenOff.BEFORE, start.anew(), standings.left(), standings.right());
            limits(journal, throttle, standings);
            ServerParity parity = new ServerParity(servers.left(), servers.right(), observer);
            Optional<String> followsBy = servers.rightFollowsBy();
            part(
                    journal,
                    VerifyCommand.Part.SETTINGS,
                    Kind.PARITY_SETTINGS,
                    () -> parity.settings(servers.profile().accepted().settings()));
            part(
                    journal,
                    VerifyCommand.Part.ACCOUNTS,
                    Kind.PARITY_ACCOUNTS,
                    () -> parity.accounts(
                            servers.ownAccounts(),
                            servers.expectedAccounts(choice.right(), followsBy),
                            servers.profile().accepted().accounts()));
            part(
                    journal,
                    VerifyCommand.Part.OBJECTS,
                    Kind.PARITY_OBJECTS,
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
            coordinates(journal, "after", false, now.get(0), now.get(1));
        } catch (DatabaseException e) {
            journal.append(
                    Kind.NOTE, Map.of("text", "where the servers stood afterwards was not seen: " + e.getMessage()));
        }
    }

    private LoadThrottle throttle(Journal journal) {
        return new LoadThrottle(
                List.of(servers.left(), servers.right()), limits, observer, new LoadThrottle.Listener() {
                    @Override
                    public void pausing(String reason) {
                        journal.append(Kind.PAUSE, Map.of("state", "began", "reason", reason, "millis", 0));
                    }

                    @Override
                    public void resumed(String reason, java.time.Duration after) {
                        journal.append(
                                Kind.PAUSE, Map.of("state", "ended", "reason", reason, "millis", after.toMillis()));
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
        journal.append(Kind.DEVIATION, Map.of("what", "a limit of this comparison", "because", sentence));
    }

    private void part(Journal journal, VerifyCommand.Part part, Kind kind, Supplier<PartResult> comparison) {
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
            journal.append(kind, result.data());
            result.accepted()
                    .forEach(one ->
                            journal.append(Kind.DEVIATION, Map.of("what", one.what(), "because", one.because())));
            result.unused().forEach(note -> journal.append(Kind.NOTE, Map.of("text", note)));
        }
    }

    private void coordinates(Journal journal, String which, boolean anew, Standing left, Standing right) {
        journal.append(Kind.COORDINATES, place(which, choice.left().label(), anew, left));
        journal.append(Kind.COORDINATES, place(which, choice.right().label(), false, right));
    }

    private static Map<String, Object> place(String which, String role, boolean anew, Standing standing) {
        Map<String, Object> data = new LinkedHashMap<>(standing.data());
        data.put("which", which);
        data.put("role", role);
        data.put(BrokenOff.ANEW, anew);
        return data;
    }

    private Map<String, Object> started() {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("runId", folder.getFileName().toString());
        data.put("command", "verify");
        data.put(
                "environment",
                Map.of(
                        "name", servers.profile().name(),
                        "kind", servers.profile().kind().name()));
        data.put(
                "tool",
                Map.of("version", Main.Version.text(), "java", Runtime.version().toString()));
        data.put("by", by.data());
        data.put("choice", choice.data());
        return data;
    }
}
