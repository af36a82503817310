package dev.evenkeel.parity;

/** Holds a comparison back while it would be in somebody's way. Asked before each chunk, by several threads. */
public interface Throttle {
    /** Never holds anything back. */
    Throttle NONE = () -> {};

    /** Returns when the next chunk may be read. */
    void beforeChunk() throws InterruptedException;
}
