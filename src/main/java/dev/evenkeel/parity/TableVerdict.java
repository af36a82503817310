package dev.evenkeel.parity;

import dev.evenkeel.event.Verdict;
import java.util.List;
import java.util.Objects;

/** The answer of the comparison of a table. */
public sealed interface TableVerdict {
    /** Why it is not the same; empty where it is, or where the rows say it. */
    String reason();

    /** Without what it is about. */
    Verdict plain();

    /**
     * Both sides hold the same, and this much was looked at.
     *
     * @param rows rows on each side; 0 only for a table that was read and found empty on both
     * @param chunks how many ranges were read on each side, at least 1
     */
    record Same(long rows, int chunks) implements TableVerdict {
        public Same {
            if (chunks < 1) {
                throw new IllegalArgumentException("nothing was examined, so nothing is the same");
            }
        }

        @Override
        public String reason() {
            return "";
        }

        @Override
        public Verdict plain() {
            return Verdict.SAME;
        }
    }

    /** The sides differ; the differences found, not necessarily all there are. */
    record Different(List<RowDifference> rows, String reason) implements TableVerdict {
        public Different {
            rows = List.copyOf(rows);
            Objects.requireNonNull(reason, "reason");
        }

        @Override
        public Verdict plain() {
            return Verdict.DIFFERENT;
        }
    }

    /** The comparison could not be finished, so nothing is known. */
    record Inconclusive(String reason) implements TableVerdict {
        @Override
        public Verdict plain() {
            return Verdict.INCONCLUSIVE;
        }
    }
}
