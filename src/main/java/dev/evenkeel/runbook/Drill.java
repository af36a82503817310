package dev.evenkeel.runbook;

/**
 * A run in which something is broken on purpose.
 *
 * @param expected how the run must end for the tool to have noticed
 */
public record Drill(String name, String title, ExitCode expected) {}
