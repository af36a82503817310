package dev.evenkeel.parity.rows;

import dev.evenkeel.parity.TableResult;
import java.time.Duration;

/** Receives how a comparison of tables comes on, by several threads. */
public interface Watch {
    /** Nobody. */
    Watch NONE = new Watch() {
        @Override
        public void ended(TableResult result, Duration took) {}

        @Override
        public void reached(TableMark mark) {}
    };

    /** Everything of a table was read, or it cannot be read on. */
    void ended(TableResult result, Duration took);

    /** A table is equal up to here. */
    void reached(TableMark mark);
}
