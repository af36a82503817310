package dev.evenkeel.runbook.steps;

import dev.evenkeel.environment.Role;
import dev.evenkeel.journal.Kind;
import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.parity.LiveSides;
import dev.evenkeel.parity.RowResult;
import dev.evenkeel.parity.live.FrozenResult;
import dev.evenkeel.parity.live.LiveProof;
import dev.evenkeel.replication.Binlog;
import dev.evenkeel.replication.Coordinates;
import dev.evenkeel.replication.FollowerWatch;
import dev.evenkeel.replication.ReplicaStatus;
import dev.evenkeel.runbook.Does;
import dev.evenkeel.runbook.Effect;
import dev.evenkeel.runbook.ParityFailure;
import io.cucumber.java.en.Then;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The proof that begins while both sides are live, so that the freeze has little left to compare. */
public final class LiveSteps {
    /** It ends by itself, or with replication that comes no further: what cannot be proved is left to the freeze. */
    private static final Duration NO_LIMIT = Duration.ofDays(365);

    private final Migration migration;

    public LiveSteps(Migration migration) {
        this.migration = migration;
    }

    @Does(
            value = Effect.READ_ONLY,
            what = "every table in snapshots of both sides; from here on both binlogs are read for what changes")
    @Then("the target is proved equal to the source while both are live, as far as that can be")
    public void prove_live() throws InterruptedException {
        migration.find(Fact.LIVE).ifPresent(LiveProof::close);
        LiveProof live = LiveProof.begin(
                new LiveSides(
                        migration.master(Role.SOURCE),
                        migration.servers().replication(),
                        migration.master(Role.TARGET),
                        this::executed,
                        migration.find(Fact.TARGET_COPIED)),
                migration.databases());
        migration.put(Fact.LIVE, live);
        migration
                .find(Fact.OBJECTS)
                .ifPresent(found -> migration.put(Fact.OBJECTS, found.upTo(migration, live.from())));
        live.limits().forEach(limit -> migration.deviation(limit, "the live proof learns from binlogs what changes"));
        RowResult result;
        try (FollowerWatch watch = new FollowerWatch(
                migration.observer(),
                Role.SOURCE.label(),
                Role.TARGET.label(),
                () -> migration.master(Role.SOURCE).read(Binlog::position),
                this::status,
                migration.profile().budgets().catchUp())) {
            result = live.await(watch, NO_LIMIT);
        }
        enter(
                new LinkedHashMap<>(result.data()),
                "live",
                migration.writes(Role.SOURCE).end());
        if (result.verdict().equals("Different")) {
            throw ParityFailure.different("while both are live, " + result.failures());
        }
        if (live.dead().isPresent()) {
            throw ParityFailure.inconclusive(live.dead().get());
        }
    }

    @Does(
            value = Effect.READ_ONLY,
            what = "the rows that changed since the live proof, and the tables it could not prove, nobody writing")
    @Then("the target holds what the source holds at the frozen coordinates, by what changed since the live proof")
    public void prove_frozen() throws InterruptedException {
        migration.refuseUnlessClosed();
        Coordinates frozen = migration.get(Fact.FROZEN);
        LiveProof live = migration.get(Fact.LIVE);
        migration.put(Fact.TARGET_AT_PROOF, migration.writes(Role.TARGET).end().position());
        FrozenResult found = migration.withinTheOutage(observer ->
                live.proveFrozen(frozen.position(), migration.databases(Role.SOURCE, Role.TARGET), observer));
        FrozenResult result =
                migration.find(Fact.PINNED_PROOF).map(found::since).orElse(found);
        enter(new LinkedHashMap<>(result.data()), "frozen", frozen);
        result.strangers()
                .forEach(stranger -> migration.deviation(
                        "somebody else wrote on the target since the copy: " + stranger,
                        "its binlog has a transaction that the source's does not tell"));
        Migration.judge(
                result.rows().verdict(),
                () -> "at the frozen coordinates " + frozen.position() + ", "
                        + result.rows().failures());
    }

    /** One that has stopped still says how far it came; the watch beside says that it stopped. */
    private BinlogPosition executed() {
        return status().orElseThrow(() -> new Migration.Obstacle("the target follows no source any more"))
                .executed();
    }

    private Optional<ReplicaStatus> status() {
        return migration.replication(Role.TARGET).status();
    }

    private void enter(Map<String, Object> data, String at, Coordinates coordinates) {
        data.put("at", at);
        data.put("left", Role.SOURCE.label());
        data.put("right", Role.TARGET.label());
        data.put("coordinates", coordinates.data());
        migration.journal().append(Kind.PARITY_ROWS, data);
    }
}
