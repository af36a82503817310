package dev.evenkeel.runbook.steps;

import dev.evenkeel.catalog.CatalogObject;
import dev.evenkeel.environment.Role;
import dev.evenkeel.journal.Kind;
import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.parity.inventory.ObjectRules;
import dev.evenkeel.parity.inventory.PartResult;
import dev.evenkeel.replication.Binlog;
import dev.evenkeel.runbook.Does;
import dev.evenkeel.runbook.Effect;
import io.cucumber.java.en.Then;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Compares what a server holds beside rows. */
public final class CompareSteps {
    private final Migration migration;

    public CompareSteps(Migration migration) {
        this.migration = migration;
    }

    @Does(
            value = Effect.READ_ONLY,
            what = "definitions in normal form, what differs again once the target has caught up; events wait there")
    @Then("the target has the source's tables, views, routines, triggers and events")
    public void objects() {
        BinlogPosition since = sourcesEnd();
        PartResult result = Inventory.servers(migration)
                .objects(
                        () -> migration.databases(Role.SOURCE, Role.TARGET),
                        Inventory.followingRules(migration),
                        Inventory.following(migration));
        migration.put(Fact.OBJECTS, new Compared(result, since));
        judge(Kind.PARITY_OBJECTS, result);
    }

    @Does(
            value = Effect.READ_ONLY,
            what = "accounts with plugin, password hash and grants, what differs again once the target has caught up")
    @Then("the target has the source's accounts and grants")
    public void accounts() {
        judge(
                Kind.PARITY_ACCOUNTS,
                Inventory.servers(migration)
                        .accounts(
                                migration.ownAccounts(),
                                migration.profile().accepted().accounts(),
                                Inventory.following(migration)));
    }

    @Does(value = Effect.READ_ONLY, what = "the variables that decide how statements and rows are understood")
    @Then("the settings that matter agree")
    public void settings() {
        judge(
                Kind.PARITY_SETTINGS,
                Inventory.servers(migration)
                        .settings(migration.profile().accepted().settings()));
    }

    @Does(
            value = Effect.READ_ONLY,
            what = "objects that a binlog named since they were compared; all events, accounts and settings")
    @Then("the target has the source's objects, accounts and settings at the frozen coordinates")
    public void frozen() throws InterruptedException {
        migration.refuseUnlessClosed();
        FrozenInventory frozen = migration.withinTheOutage(observer -> FrozenInventory.read(migration, observer));
        enter(Kind.PARITY_OBJECTS, frozen.objects());
        enter(Kind.PARITY_ACCOUNTS, frozen.accounts());
        enter(Kind.PARITY_SETTINGS, frozen.settings());
        judge(List.of(frozen.objects(), frozen.accounts(), frozen.settings()));
    }

    private static void judge(List<PartResult> parts) {
        Set<String> verdicts = parts.stream().map(PartResult::verdict).collect(Collectors.toSet());
        String failures = parts.stream()
                .map(PartResult::failures)
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("; "));
        Stream.of("Different", "Inconclusive", "Same")
                .filter(verdicts::contains)
                .findFirst()
                .ifPresent(worst -> Migration.judge(worst, () -> "at the frozen coordinates, " + failures));
    }

    @Does(
            value = Effect.READ_ONLY,
            what =
                    "no event waits on the target that the source had enabled; whatever else is defined there since it serves"
                            + " is its own affair")
    @Then("the events that the source had enabled are enabled on the target")
    public void events_enabled() {
        PartResult result = Inventory.servers(migration)
                .objects(migration.databases(), new ObjectRules("", Set.of(), ObjectRules.Moment.SERVING));
        migration
                .journal()
                .append(
                        Kind.NOTE,
                        Map.of(
                                "text",
                                "in force on the target: "
                                        + result.items().stream()
                                                .filter(item -> item.kind().equals(CatalogObject.Kind.EVENT.word()))
                                                .count()
                                        + " events of the source looked at, " + result.verdict()));
        Migration.judge(result.verdict(), result::failures);
    }

    private BinlogPosition sourcesEnd() {
        try (Session source = migration.master(Role.SOURCE).open()) {
            return Binlog.position(source);
        }
    }

    private void enter(Kind kind, PartResult result) {
        migration.journal().append(kind, result.data());
        result.accepted().forEach(one -> migration.deviation(one.what(), one.because()));
        result.unused().forEach(note -> migration.journal().append(Kind.NOTE, Map.of("text", note)));
    }

    private void judge(Kind kind, PartResult result) {
        enter(kind, result);
        Migration.judge(result.verdict(), result::failures);
    }
}
