package dev.evenkeel.runbook.steps;

import dev.evenkeel.catalog.account.Need;
import dev.evenkeel.environment.Await;
import dev.evenkeel.environment.GaveUp;
import dev.evenkeel.environment.Profile;
import dev.evenkeel.environment.Role;
import dev.evenkeel.event.TrafficEvent;
import dev.evenkeel.runbook.glue.Does;
import dev.evenkeel.runbook.glue.Effect;
import dev.evenkeel.runbook.glue.Finds;
import dev.evenkeel.runbook.glue.Grants;
import dev.evenkeel.runbook.glue.Needs;
import dev.evenkeel.runbook.glue.NotShown;
import dev.evenkeel.runbook.glue.Obstacle;
import dev.evenkeel.runbook.glue.RunContext;
import dev.evenkeel.runbook.steps.own.Found.FrozenCoordinates;
import dev.evenkeel.runbook.steps.own.Moved;
import io.cucumber.java.en.Then;
import java.time.Duration;

/** Where the writes landed: the first one on the target, and whoever is left on the source. */
public final class WatchSteps {
    private static final Duration PACE = Duration.ofMillis(200);

    private final RunContext run;
    private final Moved moved;
    private final NoReturn noReturn;

    public WatchSteps(RunContext run, Moved moved, NoReturn noReturn) {
        this.run = run;
        this.moved = moved;
        this.noReturn = noReturn;
    }

    @Does(
            value = Effect.READ_ONLY,
            what =
                    "sessions by account and host, and the binlog after the frozen position, every half a second; each is"
                            + " named with its likely cause")
    @Needs(FrozenCoordinates.class)
    @Finds(RunningWatch.class)
    @Grants(on = Role.SOURCE, value = Need.SESSIONS)
    @Then("the source is watched for clients that still use it")
    public void watch_source() {
        RunningWatch watch = RunningWatch.begin(run, moved, noReturn.sentTo(Role.SOURCE));
        run.begin(watch);
        watch.limit().ifPresent(run::note);
    }

    @Does(value = Effect.READ_ONLY, what = "reads the target's binlog from where it was opened")
    @Then("the first write that the target accepted is shown")
    public void first_write() {
        if (noReturn.passed().isEmpty()) {
            throw new NotShown("the target has accepted no write since it was opened");
        }
    }

    @Does(
            value = Effect.READ_ONLY,
            what =
                    "until the profile's watch.quiet has passed without anybody; after watch.for whoever is there fails the"
                            + " step, or is only named where watch.strict is false")
    @Needs(RunningWatch.class)
    @Then("no client uses the source any more")
    public void nobody_left() {
        RunningWatch watch = run.live(RunningWatch.class);
        Profile.Watch limits = run.profile().watch();
        try {
            new Await(run.observer(), PACE)
                    .until(
                            "nobody has been on the source for " + seconds(limits.quiet()),
                            "nobody for " + seconds(limits.quiet()),
                            limits.limit(),
                            () -> look(watch.state(), watch, limits.quiet()));
            enter(watch, TrafficEvent.WatchState.QUIET, limits.quiet());
        } catch (GaveUp e) {
            enter(watch, TrafficEvent.WatchState.LEFT, Duration.ZERO);
            watch.state().unknown().ifPresent(because -> {
                throw new NotShown("which clients still use the source is not known: " + because);
            });
            String left = "still on the source after " + seconds(limits.limit()) + ": " + watch.words();
            if (!limits.strict()) {
                throw new NotShown(left);
            }
            throw new Obstacle(
                    left + "; have each of them connect again, or end its connections there. The target serves");
        }
    }

    private Await.Look look(RunningWatch.State state, RunningWatch watch, Duration quiet) {
        Duration since = Duration.between(state.since(), run.clock().instant());
        String seen = state.unknown()
                .map(because -> "not known: " + because)
                .orElseGet(() -> state.quiet() ? "nobody for " + seconds(since) : watch.words());
        return new Await.Look(seen, state.quiet() && since.compareTo(quiet) >= 0);
    }

    private void enter(RunningWatch watch, TrafficEvent.WatchState state, Duration quiet) {
        new TrafficEvent.Watched(
                        state, quiet.toMillis(), watch.named(), watch.state().left())
                .enter(run.journal());
    }

    private static String seconds(Duration time) {
        return time.toMillis() < 1000 ? time.toMillis() + " ms" : time.toSeconds() + " s";
    }
}
