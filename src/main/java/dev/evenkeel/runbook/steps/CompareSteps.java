package dev.evenkeel.runbook.steps;

import dev.evenkeel.environment.Role;
import dev.evenkeel.journal.Kind;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.parity.ObjectRules;
import dev.evenkeel.parity.PartResult;
import dev.evenkeel.parity.ServerParity;
import dev.evenkeel.runbook.Does;
import dev.evenkeel.runbook.Effect;
import io.cucumber.java.en.Then;
import java.util.Set;
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
        Set<String> rewritten = Stream.concat(
                        migration.find(Fact.LOAD).stream().flatMap(load -> load.rewrittenDefiners().stream()),
                        migration.find(Fact.EVENTS).stream().flatMap(events -> events.rewrittenDefiners().stream()))
                // As SQL writes an account; the catalog writes it plainly.
                .map(object -> object.oldDefiner().replace("`", ""))
                .collect(Collectors.toSet());
        ObjectRules rules = new ObjectRules(loadingUser(), rewritten, beforeSwitch);
        judge(Kind.PARITY_OBJECTS, servers().objects(migration.databases(Role.SOURCE, Role.TARGET), rules));
    }

    @Does(value = Effect.READ_ONLY, what = "accounts with plugin, password hash and grants")
    @Then("the target has the source's accounts and grants")
    public void accounts() {
        judge(Kind.PARITY_ACCOUNTS, servers().accounts(migration.ownAccounts()));
    }

    @Does(value = Effect.READ_ONLY, what = "the variables that decide how statements and rows are understood")
    @Then("the settings that matter agree")
    public void settings() {
        judge(Kind.PARITY_SETTINGS, servers().settings());
    }

    private ServerParity servers() {
        return new ServerParity(migration.master(Role.SOURCE), migration.master(Role.TARGET));
    }

    private String loadingUser() {
        try (Session session = migration.master(Role.TARGET).openPinned()) {
            return session.text("SELECT CURRENT_USER()");
        }
    }

    private void judge(Kind kind, PartResult result) {
        migration.journal().append(kind, result.data());
        Migration.judge(result.verdict(), result::failures);
    }
}
