package dev.evenkeel.transfer;

import java.nio.file.Path;

/**
 * Statements of a user's file that were not run, or not run as they are.
 *
 * @param what they are, as a noun phrase
 * @param because why they were left out
 * @param file of the first of them
 * @param line of the first of them
 * @param count how many there are in that file
 */
public record LeftOut(String what, String because, Path file, long line, long count) {
    public LeftOut oneMore() {
        return new LeftOut(what, because, file, line, count + 1);
    }

    @Override
    public String toString() {
        return what + ": " + (count == 1 ? "1 statement" : count + " statements") + " of " + file.getFileName()
                + " from line " + line + " on";
    }
}
