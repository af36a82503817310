package dev.evenkeel.parity.rows;

import java.util.ArrayDeque;
import java.util.Deque;

/** Blocks of bytes on their way from one thread to another, so many at most; neither waits for one that has given up. */
final class Handover {
    private final Deque<Block> full = new ArrayDeque<>();
    private final Deque<byte[]> free = new ArrayDeque<>();
    private final int size;
    private final int most;
    private int made;
    private boolean ended;
    private boolean broken;

    /** @param length of the bytes that count */
    record Block(byte[] bytes, int length) {
        static final Block NONE = new Block(new byte[0], 0);
    }

    Handover(int size, int most) {
        this.size = size;
        this.most = most;
    }

    /** Hands over a block and answers an empty one to be filled next; one of no length where the other has given up. */
    synchronized byte[] give(byte[] bytes, int length) {
        full.addLast(new Block(bytes, length));
        notifyAll();
        while (free.isEmpty() && made == most && !broken) {
            await();
        }
        if (broken) {
            return Block.NONE.bytes();
        }
        if (free.isEmpty()) {
            made++;
            return new byte[size];
        }
        return free.pop();
    }

    /** No more will come. False where the other has given up. */
    synchronized boolean end() {
        ended = true;
        notifyAll();
        return !broken;
    }

    /** Gives back what was compared and waits for the next block; {@link Block#NONE} where none will come. */
    synchronized Block take(Block compared) {
        if (compared.length() > 0) {
            free.push(compared.bytes());
            notifyAll();
        }
        while (full.isEmpty() && !ended && !broken) {
            await();
        }
        return broken || full.isEmpty() ? Block.NONE : full.pollFirst();
    }

    /** Whether all blocks were handed over. */
    synchronized boolean ended() {
        return ended && full.isEmpty() && !broken;
    }

    synchronized void breakOff() {
        broken = true;
        notifyAll();
    }

    synchronized boolean broken() {
        return broken;
    }

    private void await() {
        try {
            wait();
        } catch (InterruptedException e) {
            broken = true;
            notifyAll();
            Thread.currentThread().interrupt();
        }
    }
}
