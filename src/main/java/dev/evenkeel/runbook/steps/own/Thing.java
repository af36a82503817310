package dev.evenkeel.runbook.steps.own;

import java.util.Arrays;

/** What a run changes on a server, and an undo may find changed by somebody else. */
public enum Thing {
    READ_ONLY("read_only", "0"),
    /** What a fence that ends with its session has beside it. */
    LASTING_FENCE("the lasting fence", "0"),
    /** As a second lock, beside a fence; what it is where no run set it harms nobody. */
    BELT("read_only beside the fence", ""),
    /** In hours; what a server keeps that was told nothing harms nobody. */
    RETENTION("binlog retention hours", ""),
    REPLICATION("replication", "running"),
    LINK("the source that it follows", "none"),
    REPLICATION_USER("the replication account", "none"),
    DATABASES("databases", "none"),
    ACCOUNTS("accounts", "none"),
    EVENTS("events", "waiting");

    private final String words;
    private final String usual;

    Thing(String words, String usual) {
        this.words = words;
        this.usual = usual;
    }

    /** @throws IllegalArgumentException when nothing is called so */
    static Thing of(String words) {
        return Arrays.stream(values())
                .filter(thing -> thing.words.equals(words))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + words + "' is nothing that a run changes"));
    }

    /** As journal and messages name it. */
    String words() {
        return words;
    }

    /** Of a thing in this state nothing needs to be said where a run never touched it. */
    boolean usual(String state) {
        return usual.isEmpty() || usual.equals(state);
    }
}
