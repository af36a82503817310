package dev.evenkeel.workload;

import static java.lang.Math.max;

/** How many rows each table gets; together about as many as were asked for, most of them responses. */
record Sizes(long rows) {
    static final long LEAST = 1_000;

    Sizes {
        if (rows < LEAST) {
            throw new IllegalArgumentException(
                    "a sample database of " + rows + " rows is too small; it needs at least " + LEAST);
        }
    }

    long schools() {
        return max(4, rows / 4_000);
    }

    long learners() {
        return max(40, rows / 20);
    }

    long items() {
        return max(40, rows / 100);
    }

    long assessments() {
        return Math.min(60_000, max(6, rows / 2_000));
    }

    long itemsPerAssessment() {
        return 8;
    }

    long tags() {
        return Math.min(2_000, max(30, rows / 500));
    }

    long sessions() {
        return max(60, rows / 12);
    }

    long responses() {
        long others = schools()
                + learners()
                + items() * 3
                + assessments() * (1 + itemsPerAssessment())
                + tags()
                + sessions() * 2
                + translations()
                + timings()
                + essays()
                + attachments()
                + tokens()
                + accessLog()
                + proctorEvents()
                + legacyNotes();
        return max(100, rows - others);
    }

    long translations() {
        return max(40, rows / 200);
    }

    long timings() {
        return max(40, rows / 200);
    }

    long essays() {
        return max(40, rows / 400);
    }

    long attachments() {
        return max(24, rows / 1_000);
    }

    long tokens() {
        return max(48, rows / 50);
    }

    long accessLog() {
        return max(60, rows / 20);
    }

    long proctorEvents() {
        return max(60, rows / 20);
    }

    long legacyNotes() {
        return max(40, rows / 200);
    }
}
