package dev.evenkeel.runbook.steps;

/** What a run changes on a server, and an undo may find changed by somebody else. */
enum Thing {
    READ_ONLY("read_only", "0"),
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

    /** As journal and messages name it. */
    String words() {
        return words;
    }

    /** Of a thing in this state nothing needs to be said where a run never touched it. */
    boolean usual(String state) {
        return usual.isEmpty() || usual.equals(state);
    }
}
