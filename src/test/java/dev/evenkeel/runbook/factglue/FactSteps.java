package dev.evenkeel.runbook.factglue;

import dev.evenkeel.runbook.glue.Does;
import dev.evenkeel.runbook.glue.Effect;
import dev.evenkeel.runbook.glue.Fact;
import dev.evenkeel.runbook.glue.Finds;
import dev.evenkeel.runbook.glue.Live;
import dev.evenkeel.runbook.glue.Needs;
import io.cucumber.java.en.Given;

/** Steps that need and find. */
public final class FactSteps {
    record Place(long at) implements Fact {}

    record Rate(long rows) implements Fact {}

    record Nowhere(long at) implements Fact {}

    record Watch() implements Live {
        @Override
        public String begunAgain() {
            return "by watching again";
        }
    }

    @Does(Effect.READ_ONLY)
    @Finds({Place.class, Rate.class})
    @Given("a place is found")
    public void place() {}

    @Does(Effect.READ_ONLY)
    @Finds(Watch.class)
    @Given("a watch begins")
    public void watch() {}

    @Does(Effect.READ_ONLY)
    @Needs(
            value = Place.class,
            oneOf = {Watch.class, Rate.class})
    @Given("the place is used")
    public void use() {}

    @Does(Effect.READ_ONLY)
    @Needs(Nowhere.class)
    @Given("what nobody finds is used")
    public void nowhere() {}

    @Does(Effect.REVERSIBLE)
    @Given("something changes")
    public void change() {}
}
