package dev.evenkeel.runbook.glue;

/**
 * Something that one step begins and a later one needs, and that lives in this process only: a comparison in the background, a
 * load with a second half to come. The run has one of each class, and closes it when it ends or when another one is begun.
 */
public interface Live extends AutoCloseable {
    /** How a process that continues the run comes to have one: "by comparing again, which only reads". */
    String begunAgain();

    @Override
    default void close() {}
}
