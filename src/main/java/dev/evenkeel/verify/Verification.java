package dev.evenkeel.verify;

import dev.evenkeel.event.ExitCode;
import dev.evenkeel.event.MoveEvent;
import dev.evenkeel.event.ParityEvent;
import dev.evenkeel.event.Remark;
import dev.evenkeel.event.RunEvent;
import dev.evenkeel.journal.Journal;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.journal.Stoppable;
import dev.evenkeel.journal.Stopped;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.parity.LoadThrottle;
import dev.evenkeel.parity.inventory.ObjectRules;
import dev.evenkeel.parity.inventory.PartResult;
import dev.evenkeel.parity.inventory.ServerParity;
import dev.evenkeel.parity.still.Standings;
import dev.evenkeel.replication.writes.Standing;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/** One comparison of two servers, entered in a journal as it goes. */
public final class Verification {
    private final Choice choice;
    private final ComparedServers servers;
    private final Optional<EarlierAttempt> earlier;
    private final LoadThrottle.Limits limits;
    private final BooleanSupplier interrupted;
    private final Observer observer;
    private final Tally tally;

    /**
     * @param earlier the attempt that is continued
     * @param limits what the servers may be loaded with
     * @param progress is shown what happens
     * @param interrupted whether to stop as soon as possible
     */
    public Verification(
            Choice choice,
            ComparedServers servers,
            Optional<EarlierAttempt> earlier,
            LoadThrottle.Limits limits,
            Observer progress,
            BooleanSupplier interrupted) {
        this.choice = choice;
        this.tally = new Tally(new Findings(choice));
        this.servers = servers;
        this.earlier = earlier;
        this.limits = limits;
        this.interrupted = interrupted;
        this.observer = new Stoppable(progress, interrupted);
    }

    /** The first entry of its journal, or of this attempt at it. */
    public RunEvent.Started started(String runId, RunEvent.Tool tool, RunEvent.By by) {
        return RunEvent.Started.verification(
                runId,
                new RunEvent.Environment(
                        servers.profile().name(), servers.profile().kind().name()),
                tool,
                by,
                choice.event());
    }

    /**
     * Compares, and says what it came to; the last entry is the caller's to write.
     *
     * @throws RuntimeException what nobody expected: {@link #broke} says how it ends then
     */
    public RunEvent.Ended run(Journal journal) {
        try {
            onServers(journal);
            return ended(tally.code(), tally.sentence(choice));
        } catch (Stopped e) {
            return stopped(journal);
        } catch (DatabaseException e) {
            return interrupted.getAsBoolean()
                    ? stopped(journal)
                    : ended(ExitCode.NOT_PROVED, "the comparison could not be finished: " + e.getMessage());
        }
    }

    /** How it ends with an exception that nobody expected; where it was interrupted, that is why. */
    public RunEvent.Ended broke(Journal journal, String sentence) {
        return interrupted.getAsBoolean() ? stopped(journal) : ended(ExitCode.BUG, sentence);
    }

    /** Table by table what was found, for a person. */
    public List<String> lines() {
        return tally.lines();
    }

    private RunEvent.Ended stopped(Journal journal) {
        return ended(
                ExitCode.INTERRUPTED,
                "interrupted; " + tally.progress() + "; continue with: evenkeel verify --resume " + journal.folder());
    }

    private RunEvent.Ended ended(ExitCode code, String summary) {
        return new RunEvent.Ended(code, summary, "unknown", tally.compared());
    }

    private void onServers(Journal journal) {
        for (Server server : List.of(servers.left(), servers.right())) {
            ComparedServers.event(server).enter(journal);
        }
        servers.scope(choice).forEach(part -> part.enter(journal));
        try (LoadThrottle throttle = throttle(journal);
                StartingPoint start = StartingPoint.of(servers, choice, earlier)) {
            start.reason().ifPresent(reason -> new Remark.Note(reason).enter(journal));
            Standings standings = start.standings();
            coordinates(journal, MoveEvent.Coordinates.BEFORE, start.anew(), standings.left(), standings.right());
            limits(journal, throttle, standings);
            ServerParity parity = new ServerParity(servers.left(), servers.right(), observer);
            Optional<String> followsBy = servers.rightFollowsBy();
            part(
                    journal,
                    Part.SETTINGS,
                    ParityEvent.Settings::new,
                    () -> parity.settings(servers.profile().accepted().settings()));
            part(
                    journal,
                    Part.ACCOUNTS,
                    ParityEvent.Accounts::new,
                    () -> parity.accounts(
                            servers.ownAccounts(),
                            servers.expectedAccounts(choice.right(), followsBy),
                            servers.profile().accepted().accounts()));
            part(
                    journal,
                    Part.OBJECTS,
                    ParityEvent.Objects::new,
                    () -> parity.objects(
                            servers.databases(), followsBy.isPresent() ? ObjectRules.REPLICA : ObjectRules.STRICT));
            if (choice.compares(Part.DATA) && choice.live()) {
                new RowsLive(servers, choice, start, journal, tally).compare(throttle, observer);
            } else if (choice.compares(Part.DATA)) {
                new RowsAtRest(servers, choice, start, journal, tally).compare(throttle, observer);
            }
            tally.finish();
            after(journal, standings);
        }
    }

    /** What was found remains, whether or not the servers still answer. */
    private void after(Journal journal, Standings standings) {
        try {
            List<Standing> now = standings.now();
            coordinates(journal, MoveEvent.Coordinates.AFTER, false, now.get(0), now.get(1));
        } catch (DatabaseException e) {
            new Remark.Note("the positions of the servers afterwards were not seen: " + e.getMessage()).enter(journal);
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
                    public void resumed(String reason, Duration after) {
                        new RunEvent.Pause(RunEvent.PauseState.ENDED, reason, after.toMillis()).enter(journal);
                    }
                });
    }

    private void limits(Journal journal, LoadThrottle throttle, Standings standings) {
        boolean data = choice.compares(Part.DATA);
        servers.blindSpots().forEach(limit -> limit(journal, limit));
        (data ? throttle.blindSpots() : List.<String>of()).forEach(limit -> limit(journal, limit));
        (data && !choice.live() ? standings.limits() : List.<String>of()).forEach(limit -> limit(journal, limit));
    }

    private static void limit(Journal journal, String sentence) {
        Remark.Deviation.limit(sentence).enter(journal);
    }

    private void part(
            Journal journal,
            Part part,
            Function<ParityEvent.Inventory, ParityEvent.Part> told,
            Supplier<PartResult> comparison) {
        if (interrupted.getAsBoolean()) {
            throw new Stopped();
        }
        if (choice.compares(part)) {
            PartResult result = comparison.get();
            if (interrupted.getAsBoolean()) {
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
}
