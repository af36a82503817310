package dev.evenkeel.journal;

import java.time.Duration;

/** Watches a run as it happens: a screen, or nobody. What it receives is a view; the journal is the record. */
public interface Observer {
    /** Nobody watches. */
    Observer NONE = new Observer() {
        @Override
        public void entry(Entry entry) {}

        @Override
        public Progress progress(String what, String unit, long total) {
            return Progress.NONE;
        }

        @Override
        public void waiting(Waiting waiting) {}
    };

    /** An entry was written. */
    void entry(Entry entry);

    /**
     * Long work begins.
     *
     * @param what the work, as a noun phrase: "dump of assessment"
     * @param unit "bytes" or "rows"
     * @param total how much there is to do, an estimate; 0 when unknown
     */
    Progress progress(String what, String unit, long total);

    /**
     * A wait continues; called at every look.
     *
     * @throws Stopped when it is no longer wanted
     */
    void waiting(Waiting waiting);

    /**
     * The state of a wait.
     *
     * @param what what is waited for
     * @param value what was seen last
     * @param goal what ends the wait
     * @param since how long it has lasted
     * @param left how long until it gives up; {@link #FOR_EVER} when it never does
     */
    record Waiting(String what, String value, String goal, Duration since, Duration left) {
        public static final Duration FOR_EVER = Duration.ofSeconds(Long.MAX_VALUE);
    }
}
