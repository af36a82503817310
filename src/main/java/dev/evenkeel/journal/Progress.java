package dev.evenkeel.journal;

/** Long work that says how far it is. Safe for several threads. */
public interface Progress extends AutoCloseable {
    /** Tells nobody. */
    Progress NONE = new Progress() {
        @Override
        public void advance(long units) {}

        @Override
        public void close() {}
    };

    /**
     * That many units more are done; with 0, just a sign of life.
     *
     * @throws Stopped when the work is no longer wanted
     */
    void advance(long units);

    /** The work is over, well or not. */
    @Override
    void close();
}
