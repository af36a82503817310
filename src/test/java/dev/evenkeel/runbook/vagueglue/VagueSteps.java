package dev.evenkeel.runbook.vagueglue;

import dev.evenkeel.runbook.glue.Does;
import dev.evenkeel.runbook.glue.Effect;
import io.cucumber.java.en.Given;

public final class VagueSteps {
    @Given("something is done")
    public void unsaid() {}

    @Does(Effect.READ_ONLY)
    @Given("{int} server(s) answer(s)")
    public void answers(int count) {}

    @Does(Effect.READ_ONLY)
    @Given("{word} servers answer")
    public void answer(String which) {}

    @Does(Effect.READ_ONLY)
    @Given("a table follows")
    public void tabled() {}
}
