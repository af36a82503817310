package dev.evenkeel.runbook.text;

/**
 * Something wrong with a runbook, found before anything was started.
 *
 * @param where the file as the user named it, or the step class
 * @param line from 1, 0 where no line can be named
 * @param found what is there
 * @param needed what must be there
 * @param remedy what to do
 */
public record Problem(String where, int line, String found, String needed, String remedy) {
    @Override
    public String toString() {
        return where + (line > 0 ? ":" + line : "") + ": " + found + ", " + needed + "; " + remedy;
    }
}
