package dev.evenkeel.runbook.steps;

import dev.evenkeel.environment.Servers;
import dev.evenkeel.environment.TestServers;
import java.util.List;
import java.util.Random;

/**
 * What one seed does to a cutover. Of four seeds in a row two kill the process, one silences the network between it and the source, and
 * one disturbs nothing, but perhaps for a transaction that stays open. Within 96 seeds a kill is planned for every point, within 192
 * a silent network too; a point that the run does not come to is printed as not reached; a point is a step of the freeze or the switch and a moment of it. Three pairs of servers
 * take turns: 10.1.8 to 10.1.23, 10.11.5 to 11.4.5, 11.4.5 to 11.4.5.
 *
 * @param statement which of the step's statements, on either server, is the last one sent; for moments that are one
 * @param lateMillis after the beginning of the step; for {@link Moment#LATE}
 * @param open whether somebody's transaction is open for longer than one attempt of the latch and shorter than all
 * @param forGood whether new connections to the source are silent too; those that exist always are
 */
record CutoverSeed(
        long number,
        Kind kind,
        String step,
        Moment moment,
        int statement,
        int lateMillis,
        boolean open,
        boolean forGood,
        int pair) {
    static final List<String> STEPS = List.of(
            "close-source",
            "drain",
            "last-position",
            "catch-up",
            "proof",
            "close-durably",
            "try-as-application",
            "nobody-wrote",
            "open-target",
            "move-application",
            "let-latch-go",
            "over");
    private static final int POINTS = STEPS.size() * Moment.values().length;

    enum Kind {
        NOTHING,
        KILLED,
        SILENT
    }

    enum Moment {
        /** After the step before, and before anything of this one. */
        BEFORE,
        /** A statement was about to be sent. */
        UNSENT,
        /** A statement was sent, and its answer is not heard. */
        UNANSWERED,
        /** At some time, in a wait perhaps. */
        LATE
    }

    static CutoverSeed of(long seed) {
        Random chance = new Random(seed * 7919);
        long round = seed / 4;
        Kind kind =
                switch ((int) (seed % 4)) {
                    case 1 -> Kind.SILENT;
                    case 3 -> Kind.NOTHING;
                    default -> Kind.KILLED;
                };
        long index = kind == Kind.KILLED ? round * 2 + seed % 4 / 2 : round;
        // Seven has no factor in common with the number of points, so each is met once in a row of that many. The first
        // kill and
        // the first silence are in the step that closes durably.
        int point = (int) ((index * 7 + (kind == Kind.KILLED ? 17 : 29)) % POINTS);
        String step = STEPS.get(point % STEPS.size());
        boolean open = chance.nextInt(kind == Kind.NOTHING ? 2 : 3) == 0;
        boolean waits = open && step.equals("close-source");
        return new CutoverSeed(
                seed,
                kind,
                step,
                Moment.values()[point / STEPS.size()],
                1 + chance.nextInt(waits ? 40 : step.equals("close-source") ? 12 : 4),
                chance.nextInt(waits ? 2500 : 40),
                open,
                chance.nextBoolean(),
                (int) ((index + index / POINTS + (kind == Kind.KILLED ? 0 : 1)) % 3));
    }

    Servers servers() {
        return switch (pair) {
            case 0 -> TestServers.embedded();
            case 1 -> TestServers.modern();
            default -> TestServers.newest();
        };
    }

    boolean hits(Kind which) {
        return kind == which;
    }

    @Override
    public String toString() {
        String versions = List.of("10.1", "10.11", "11.4").get(pair);
        String at =
                switch (moment) {
                    case BEFORE -> "before " + step;
                    case UNSENT -> "before statement " + statement + " of " + step;
                    case UNANSWERED -> "after statement " + statement + " of " + step + ", unanswered";
                    case LATE -> lateMillis + " ms into " + step;
                };
        return "seed " + number + " on " + versions + ": "
                + (kind == Kind.NOTHING
                        ? "undisturbed"
                        : kind + (hits(Kind.SILENT) && forGood ? " for good " : " ") + at)
                + (open ? ", with an open transaction" : "");
    }
}
