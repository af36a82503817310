package example.shop;

import dev.evenkeel.environment.Role;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.runbook.glue.Does;
import dev.evenkeel.runbook.glue.Effect;
import dev.evenkeel.runbook.glue.Fact;
import dev.evenkeel.runbook.glue.Finds;
import dev.evenkeel.runbook.glue.Needs;
import dev.evenkeel.runbook.glue.Obstacle;
import dev.evenkeel.runbook.glue.RunContext;
import io.cucumber.java.en.Given;
import io.cucumber.java.en.Then;
import java.time.Instant;

/** Steps of a shop's own: docs/runbook-guide.md walks through them. */
public final class ShopSteps {
    /** What the source had when it was counted. */
    record CountedOrders(long number, Instant at) implements Fact {}

    private final RunContext run;

    public ShopSteps(RunContext run) {
        this.run = run;
    }

    @Does(value = Effect.READ_ONLY, what = "SELECT COUNT(*) FROM shop.orders")
    @Finds(CountedOrders.class)
    @Given("the orders of the shop are counted")
    public void count() {
        run.facts().put(new CountedOrders(orders(Role.SOURCE), run.clock().instant()));
    }

    @Does(value = Effect.READ_ONLY, what = "the same there")
    @Needs(CountedOrders.class)
    @Then("the {role} has no fewer orders than were counted")
    public void compare(Role role) {
        CountedOrders counted = run.facts().get(CountedOrders.class);
        long there = orders(role);
        if (there < counted.number()) {
            throw new Obstacle(role + ": it has " + there + " orders, and the source had " + counted.number() + " at "
                    + counted.at() + "; find out who deletes orders");
        }
        run.note(role + ": " + there + " orders");
    }

    private long orders(Role role) {
        try (Session session = run.master(role).open()) {
            return session.number("SELECT COUNT(*) FROM shop.orders");
        }
    }
}
