package dev.evenkeel.parity;

import java.util.List;
import java.util.Objects;

/** The answer of a comparison. */
public sealed interface Verdict {
    /** The verdict's name as it stands in journal and report. */
    String name();

    /**
     * Both sides hold the same, and this much was looked at.
     *
     * @param rows rows on each side; 0 only for a table that was read and found empty on both
     * @param chunks how many ranges were read on each side, at least 1
     */
    record Same(long rows, int chunks) implements Verdict {
        public Same {
            if (chunks < 1) {
                throw new IllegalArgumentException("nothing was examined, so nothing is the same");
            }
        }

        @Override
        public String name() {
            return "Same";
        }
    }

    /** The sides differ; the differences found, not necessarily all there are. */
    record Different(List<RowDifference> rows, String reason) implements Verdict {
        public Different {
            rows = List.copyOf(rows);
            Objects.requireNonNull(reason, "reason");
        }

        @Override
        public String name() {
            return "Different";
        }
    }

    /** The comparison could not be finished, so nothing is known. */
    record Inconclusive(String reason) implements Verdict {
        @Override
        public String name() {
            return "Inconclusive";
        }
    }
}
