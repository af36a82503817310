package dev.evenkeel.run;

/** Whoever may ask a run to stop: a signal of the operating system, another program. Safe for several threads. */
public interface StopSignal {
    /** Nobody. */
    StopSignal NEVER = new StopSignal() {
        @Override
        public boolean interrupted() {
            return false;
        }

        @Override
        public void onInterrupt(Runnable action) {
            // It never happens.
        }
    };

    boolean interrupted();

    /** What asks the run to stop from now on, in place of what was given before; done at once if it was asked already. */
    void onInterrupt(Runnable action);
}
