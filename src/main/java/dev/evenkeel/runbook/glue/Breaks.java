package dev.evenkeel.runbook.glue;

/** What a step breaks on purpose: it may run only where that is ours to break. The later ones are harder to have. */
public enum Breaks {
    NOTHING,
    /** A server, its data or its connections. */
    SERVERS,
    /** What a server runs in: a machine, its disk, the network. */
    MACHINES
}
