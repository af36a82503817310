package dev.evenkeel.runbook.steps.proof;

import dev.evenkeel.runbook.glue.Live;
import java.util.concurrent.FutureTask;

/** Objects, accounts and settings at the frozen coordinates, which are compared beside the rows: nobody can write meanwhile. */
public record InventoryAhead(FutureTask<FrozenInventory> running) implements Live {
    @Override
    public String begunAgain() {
        return "by comparing them when they are asked for, which only reads";
    }

    @Override
    public void close() {
        running.cancel(true);
    }
}
