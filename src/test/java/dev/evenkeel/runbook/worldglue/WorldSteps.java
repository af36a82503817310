package dev.evenkeel.runbook.worldglue;

import dev.evenkeel.environment.Role;
import dev.evenkeel.runbook.glue.Does;
import dev.evenkeel.runbook.glue.Effect;
import dev.evenkeel.runbook.glue.ParityFailure;
import io.cucumber.datatable.DataTable;
import io.cucumber.java.en.Given;
import io.cucumber.java.en.Then;
import io.cucumber.java.en.When;
import java.time.Duration;

public final class WorldSteps {
    private final World world;

    public WorldSteps(World world) {
        this.world = world;
    }

    @Does(value = Effect.READ_ONLY, what = "Looks at something.")
    @Given("the {word} is/are checked")
    public void checked(String what) {
        world.does("check " + what);
    }

    @Does(value = Effect.REVERSIBLE, what = "Changes something.")
    @When("the {word} is changed")
    public void changed(String what) {
        world.does("change " + what);
    }

    @Does(Effect.REVERSIBLE)
    @When("the {word} is put back")
    public void putBack(String what) {
        world.does("put back " + what);
    }

    @Does(Effect.IRREVERSIBLE)
    @When("the {word} is switched for good")
    public void switched(String what) {
        world.does("switch " + what);
    }

    @Does(Effect.READ_ONLY)
    @Given("a person has said {word}")
    public void asked(String answer) {
        world.asks(answer);
    }

    @Does(Effect.READ_ONLY)
    @Then("all rows are the same")
    public void compared() {
        String verdict = world.compares();
        if (verdict.equals("Different")) {
            throw ParityFailure.different("shop.orders differs in 1 row");
        }
        if (verdict.equals("Inconclusive")) {
            throw ParityFailure.inconclusive("shop.orders could not be read");
        }
    }

    @Does(Effect.READ_ONLY)
    @Then("all rows are compared, whatever that finds")
    public void comparedOnly() {
        world.compares();
    }

    @Does(Effect.READ_ONLY)
    @Then("the {role} is reached within {duration}")
    public void reached(Role role, Duration limit) {
        world.does("reach " + role + " within " + limit);
    }

    @Does(Effect.READ_ONLY)
    @Then("these are known:")
    public void known(DataTable table) {
        world.does("know " + table.asList());
    }
}
