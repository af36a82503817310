package dev.evenkeel.runbook.steps;

import dev.evenkeel.catalog.Accounts;
import dev.evenkeel.catalog.ObjectSnapshot;
import dev.evenkeel.catalog.Settings;
import dev.evenkeel.environment.Role;
import dev.evenkeel.journal.Kind;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.parity.AccountParity;
import dev.evenkeel.parity.ObjectParity;
import dev.evenkeel.parity.ObjectRules;
import dev.evenkeel.parity.PartResult;
import dev.evenkeel.parity.SettingParity;
import dev.evenkeel.runbook.Does;
import dev.evenkeel.runbook.Effect;
import io.cucumber.java.en.Then;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Compares what a server holds beside rows. */
public final class CompareSteps {
    private final Migration migration;

    public CompareSteps(Migration migration) {
        this.migration = migration;
    }

    @Does(value = Effect.READ_ONLY, what = "definitions in normal form; events wait disabled on the target")
    @Then("the target has the source's tables, views, routines, triggers and events")
    public void objects() {
        compareObjects(true);
    }

    @Does(
            value = Effect.READ_ONLY,
            what = "the same again behind the switch, with events enabled and no AUTO_INCREMENT behind")
    @Then("the target has the source's objects in force: events enabled, no AUTO_INCREMENT behind")
    public void objects_in_force() {
        compareObjects(false);
    }

    private void compareObjects(boolean beforeSwitch) {
        List<String> databases = migration.databases(Role.SOURCE, Role.TARGET);
        Function<Session, ObjectSnapshot> read = session -> ObjectSnapshot.read(session, databases);
        Set<String> rewritten = Stream.concat(
                        migration.find(Fact.LOAD).stream().flatMap(load -> load.rewrittenDefiners().stream()),
                        migration.find(Fact.EVENTS).stream().flatMap(events -> events.rewrittenDefiners().stream()))
                // As SQL writes an account; the catalog writes it plainly.
                .map(object -> object.oldDefiner().replace("`", ""))
                .collect(Collectors.toSet());
        ObjectRules rules = new ObjectRules(loadingUser(), rewritten, beforeSwitch);
        judge(Kind.PARITY_OBJECTS, ObjectParity.compare(on(Role.SOURCE, read), on(Role.TARGET, read), rules));
    }

    @Does(value = Effect.READ_ONLY, what = "accounts with plugin, password hash and grants")
    @Then("the target has the source's accounts and grants")
    public void accounts() {
        Function<Session, Accounts> read = session -> Accounts.read(session, migration.ownAccounts());
        judge(Kind.PARITY_ACCOUNTS, AccountParity.compare(on(Role.SOURCE, read), on(Role.TARGET, read), Set.of()));
    }

    @Does(value = Effect.READ_ONLY, what = "the variables that decide how statements and rows are understood")
    @Then("the settings that matter agree")
    public void settings() {
        judge(
                Kind.PARITY_SETTINGS,
                SettingParity.compare(on(Role.SOURCE, Settings::read), on(Role.TARGET, Settings::read), Set.of()));
    }

    private String loadingUser() {
        return on(Role.TARGET, session -> session.text("SELECT CURRENT_USER()"));
    }

    private <T> T on(Role role, Function<Session, T> read) {
        try (Session session = migration.master(role).openPinned()) {
            return read.apply(session);
        }
    }

    private void judge(Kind kind, PartResult result) {
        migration.journal().append(kind, result.data());
        Migration.judge(result.verdict(), () -> result.items().stream()
                .filter(item -> item.verdict().equals(result.verdict()))
                .limit(5)
                .map(item -> item.kind() + " " + item.name() + ": " + item.detail())
                .collect(Collectors.joining("; ")));
    }
}
