package example.warehouse;

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
import io.cucumber.java.en.When;
import java.time.Instant;
import java.util.List;

/** Steps of a warehouse's own: how many tables there are, and a mark that says when they were counted. */
public final class StockSteps {
    private static final String COUNT = """
            SELECT COUNT(*) FROM information_schema.tables
            WHERE table_type = 'BASE TABLE'
              AND table_schema NOT IN ('mysql', 'information_schema', 'performance_schema', 'sys')""";

    /** What the source had. It goes through the journal, so a later process of the run still knows it. */
    public record CountedTables(long number, Instant at) implements Fact {}

    private final RunContext run;

    public StockSteps(RunContext run) {
        this.run = run;
    }

    @Does(value = Effect.READ_ONLY, what = "SELECT COUNT(*) FROM information_schema.tables")
    @Finds(CountedTables.class)
    @Given("the tables of the source are counted")
    public void count() {
        run.facts().put(new CountedTables(tables(Role.SOURCE), run.clock().instant()));
    }

    @Does(value = Effect.READ_ONLY, what = "the same there")
    @Needs(CountedTables.class)
    @Then("the {role} has as many tables as were counted")
    public void compare(Role role) {
        CountedTables counted = run.facts().get(CountedTables.class);
        long there = tables(role);
        if (there != counted.number()) {
            throw new Obstacle(role + ": it has " + there + " tables, the source had " + counted.number() + " at "
                    + counted.at() + "; find out who makes or drops tables");
        }
        run.note(role + ": " + there + " tables");
    }

    /** No {@code @Does}: evenkeel takes it for irreversible, and allows it in such a phase only. */
    @When("the warehouse is told")
    public void tell() {
        run.note("the warehouse was told");
    }

    private long tables(Role role) {
        try (Session session = run.master(role).open()) {
            List<Long> counted = session.list(COUNT, row -> Long.parseLong(row.text(1)));
            return counted.get(0);
        }
    }
}
