package dev.evenkeel.runbook.steps;

import dev.evenkeel.catalog.account.Need;
import dev.evenkeel.catalog.object.CatalogObject;
import dev.evenkeel.environment.Role;
import dev.evenkeel.event.ParityEvent;
import dev.evenkeel.event.Remark;
import dev.evenkeel.event.Verdict;
import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.parity.inventory.ObjectRules;
import dev.evenkeel.parity.inventory.PartResult;
import dev.evenkeel.replication.binlog.Binlog;
import dev.evenkeel.runbook.glue.Does;
import dev.evenkeel.runbook.glue.Effect;
import dev.evenkeel.runbook.glue.Finds;
import dev.evenkeel.runbook.glue.Grants;
import dev.evenkeel.runbook.glue.Needs;
import dev.evenkeel.runbook.glue.ParityFailure;
import dev.evenkeel.runbook.glue.RunContext;
import dev.evenkeel.runbook.steps.own.Found.FrozenCoordinates;
import dev.evenkeel.runbook.steps.own.Found.TimeOfChecks;
import dev.evenkeel.runbook.steps.own.Moved;
import dev.evenkeel.runbook.steps.own.Sites;
import dev.evenkeel.runbook.steps.proof.Compared;
import dev.evenkeel.runbook.steps.proof.Freeze;
import dev.evenkeel.runbook.steps.proof.FreezeTrial;
import dev.evenkeel.runbook.steps.proof.FrozenInventory;
import dev.evenkeel.runbook.steps.proof.Inventory;
import dev.evenkeel.runbook.steps.proof.InventoryAhead;
import dev.evenkeel.runbook.steps.proof.RunningProof;
import io.cucumber.java.en.Given;
import io.cucumber.java.en.Then;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Compares what a server holds beside rows. */
public final class CompareSteps {
    private final RunContext run;
    private final Sites sites;
    private final Moved moved;
    private final Inventory inventory;
    private final Freeze freeze;

    public CompareSteps(RunContext run, Sites sites, Moved moved, Inventory inventory, Freeze freeze) {
        this.run = run;
        this.sites = sites;
        this.moved = moved;
        this.inventory = inventory;
        this.freeze = freeze;
    }

    @Does(
            value = Effect.READ_ONLY,
            what = "definitions in normal form, what differs again once the target has caught up; events wait there")
    @Finds(Compared.class)
    @Grants(on = Role.SOURCE, value = Need.OBJECTS)
    @Grants(on = Role.TARGET, value = Need.OBJECTS)
    @Then("the target has the source's tables, views, routines, triggers and events")
    public void objects() {
        BinlogPosition since = sourcesEnd();
        PartResult result = inventory
                .servers()
                .objects(
                        () -> moved.databases(Role.SOURCE, Role.TARGET),
                        inventory.followingRules(),
                        inventory.following());
        run.begin(new Compared(result, since));
        judge(ParityEvent.Objects::new, result);
    }

    @Does(
            value = Effect.READ_ONLY,
            what = "accounts with plugin, password hash and grants, what differs again once the target has caught up")
    @Grants(on = Role.SOURCE, value = Need.OBJECTS)
    @Grants(on = Role.TARGET, value = Need.OBJECTS)
    @Then("the target has the source's accounts and grants")
    public void accounts() {
        judge(
                ParityEvent.Accounts::new,
                inventory
                        .servers()
                        .accounts(moved.ownAccounts(), run.profile().accepted().accounts(), inventory.following()));
    }

    @Does(value = Effect.READ_ONLY, what = "the variables that decide how statements and rows are understood")
    @Then("the settings that matter agree")
    public void settings() {
        judge(
                ParityEvent.Settings::new,
                inventory.servers().settings(run.profile().accepted().settings()));
    }

    @Does(
            value = Effect.READ_ONLY,
            what = "objects that a binlog named since they were compared; all events, accounts and settings")
    @Needs(FrozenCoordinates.class)
    @Then("the target has the source's objects, accounts and settings at the frozen coordinates")
    public void frozen() throws InterruptedException {
        Optional<InventoryAhead> ahead = run.findLive(InventoryAhead.class);
        FrozenInventory frozen = freeze.compare(observer -> ahead.isPresent()
                ? FrozenInventory.await(ahead.get().running(), observer)
                : FrozenInventory.read(run, moved, inventory, observer));
        // Whoever asks once more means what is there then.
        run.end(InventoryAhead.class);
        enter(ParityEvent.Objects::new, frozen.objects());
        enter(ParityEvent.Accounts::new, frozen.accounts());
        enter(ParityEvent.Settings::new, frozen.settings());
        judge(List.of(frozen.objects(), frozen.accounts(), frozen.settings()));
    }

    @Does(
            value = Effect.READ_ONLY,
            what =
                    "what the freeze looks at beside rows, three times; what it finds does not count, the last time is shown; the live"
                            + " proof hardly rests meanwhile, so that little is left to the freeze")
    @Finds(TimeOfChecks.class)
    @Given("the checks of the freeze are tried while both servers are in use")
    public void try_out() throws InterruptedException {
        run.findLive(RunningProof.class).ifPresent(live -> live.proof().hurry());
        Duration took = new FreezeTrial(run, sites, moved, inventory).take();
        run.facts().put(new TimeOfChecks(took));
        run.note("the checks of the freeze beside the rows took " + took.toMillis() + " ms while both were in use");
    }

    private static void judge(List<PartResult> parts) {
        String failures = parts.stream()
                .map(PartResult::failures)
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("; "));
        parts.stream()
                .map(PartResult::verdict)
                .reduce(Verdict::worst)
                .ifPresent(worst -> ParityFailure.unlessSame(worst, () -> "at the frozen coordinates, " + failures));
    }

    @Does(
            value = Effect.READ_ONLY,
            what =
                    "every event that the source had enabled is enabled on the target; what else was defined there since it serves is not judged")
    @Then("the events that the source had enabled are enabled on the target")
    public void events_enabled() {
        PartResult result = inventory
                .servers()
                .objects(moved.databases(), new ObjectRules("", Set.of(), ObjectRules.Moment.SERVING));
        long events = result.items().stream()
                .filter(item -> item.kind().equals(CatalogObject.Kind.EVENT.word()))
                .count();
        run.note("enabled on the target: " + events + " events of the source looked at, " + result.verdict());
        ParityFailure.unlessSame(result.verdict(), result::failures);
    }

    private BinlogPosition sourcesEnd() {
        try (Session source = run.master(Role.SOURCE).open()) {
            return Binlog.position(source);
        }
    }

    private void enter(Function<ParityEvent.Inventory, ParityEvent.Part> part, PartResult result) {
        part.apply(result.inventory()).enter(run.journal());
        result.accepted().forEach(one -> run.deviation(one.what(), one.because()));
        result.unused().forEach(note -> new Remark.Note(note).enter(run.journal()));
    }

    private void judge(Function<ParityEvent.Inventory, ParityEvent.Part> part, PartResult result) {
        enter(part, result);
        ParityFailure.unlessSame(result.verdict(), result::failures);
    }
}
