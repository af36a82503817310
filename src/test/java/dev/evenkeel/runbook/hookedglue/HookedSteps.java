package dev.evenkeel.runbook.hookedglue;

import dev.evenkeel.runbook.glue.Does;
import dev.evenkeel.runbook.glue.Effect;
import io.cucumber.java.Before;
import io.cucumber.java.en.Given;

public final class HookedSteps {
    @Before
    public void before() {}

    @Does(Effect.READ_ONLY)
    @Given("the servers are checked")
    public void checked() {}
}
