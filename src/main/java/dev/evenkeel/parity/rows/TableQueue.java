package dev.evenkeel.parity.rows;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Optional;

/** Deals out tables so that several workers can be at one large table's chunks, while its next bound is being found. */
final class TableQueue {
    private final Deque<TableComparison> waiting;
    private int out;

    TableQueue(Collection<TableComparison> tables) {
        waiting = new ArrayDeque<>(tables);
    }

    /** The first table, to take its next chunk; empty when all chunks of all tables are taken. */
    synchronized Optional<TableComparison> take() throws InterruptedException {
        while (waiting.isEmpty() && out > 0) {
            wait();
        }
        Optional<TableComparison> table = Optional.ofNullable(waiting.pollFirst());
        table.ifPresent(taken -> out++);
        return table;
    }

    /** Called after a chunk was taken, before it is read. */
    synchronized void giveBack(TableComparison table) {
        out--;
        if (table.more()) {
            waiting.addFirst(table);
        }
        notifyAll();
    }
}
