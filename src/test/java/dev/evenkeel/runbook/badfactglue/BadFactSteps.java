package dev.evenkeel.runbook.badfactglue;

import dev.evenkeel.runbook.glue.Does;
import dev.evenkeel.runbook.glue.Effect;
import dev.evenkeel.runbook.glue.Fact;
import dev.evenkeel.runbook.glue.Finds;
import io.cucumber.java.en.Given;

/** Steps whose facts are none. */
public final class BadFactSteps {
    record Connection(Thread reader) implements Fact {}

    record Place(String at) implements Fact {}

    static final class Other {
        record Place(String at) implements Fact {}
    }

    @Does(Effect.READ_ONLY)
    @Finds(Connection.class)
    @Given("a connection is found")
    public void connection() {}

    @Does(Effect.READ_ONLY)
    @Finds(Place.class)
    @Given("a place is found")
    public void place() {}

    @Does(Effect.READ_ONLY)
    @Finds(Other.Place.class)
    @Given("another place is found")
    public void other() {}
}
