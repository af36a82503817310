package dev.evenkeel.runbook.deletingglue;

import dev.evenkeel.environment.Role;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.runbook.glue.Does;
import dev.evenkeel.runbook.glue.Effect;
import dev.evenkeel.runbook.glue.RunContext;
import io.cucumber.java.en.When;

public final class DeletingSteps {
    private final RunContext run;

    public DeletingSteps(RunContext run) {
        this.run = run;
    }

    @Does(Effect.REVERSIBLE)
    @When("all orders are deleted")
    public void delete() {
        try (Session session = run.master(Role.SOURCE).open()) {
            session.execute("DELETE FROM shop.orders");
        }
    }
}
