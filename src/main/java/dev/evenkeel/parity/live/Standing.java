package dev.evenkeel.parity.live;

import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.GtidSet;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.parity.LiveSides;
import dev.evenkeel.parity.strangers.Strangers;
import dev.evenkeel.replication.NotPossible;
import dev.evenkeel.replication.binlog.Binlog;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

/** The positions of source and target in a freeze, and whether they are what was read before. Each question is asked beside the others. */
final class Standing {
    private final LiveSides sides;
    private final LiveWork work;
    private final Strangers strangers;

    Standing(LiveSides sides, LiveWork work) {
        this.sides = sides;
        this.work = work;
        this.strangers = work.strangers();
    }

    /**
     * The positions of both sides.
     *
     * @param obstacle why nothing can be said of them
     * @param unseen why it is not known who else wrote to the target
     */
    record Now(
            Optional<BinlogPosition> sourcesEnd,
            Optional<BinlogPosition> targetsEnd,
            Optional<String> obstacle,
            List<String> unseen) {}

    Now now(BinlogPosition frozen) {
        CompletableFuture<Optional<String>> other =
                CompletableFuture.supplyAsync(() -> work.binlog().replaced());
        CompletableFuture<Optional<String>> behind = CompletableFuture.supplyAsync(() -> notExecuted(frozen));
        CompletableFuture<Side> theirs =
                CompletableFuture.supplyAsync(() -> work.pools().right().read(this::target));
        Side mine = work.pools().left().read(this::source);
        Side right = joined(theirs);
        Optional<String> notThere = joined(behind);
        return new Now(
                mine.end(),
                right.end(),
                mine.obstacle().or(right::obstacle).or(() -> notThere),
                Stream.of(joined(other), right.lost()).flatMap(Optional::stream).toList());
    }

    /**
     * The present state of one side.
     *
     * @param end of its binlog, where it has one
     * @param obstacle why nothing can be said
     * @param lost why its binlog does not tell all that was written there
     */
    private record Side(Optional<BinlogPosition> end, Optional<String> obstacle, Optional<String> lost) {}

    private Side source(Session session) {
        work.conditions().lookAtSource(session);
        // Before the end is asked for: what is read continues, where somebody writes what is not compared.
        BinlogPosition read = work.log().reached();
        BinlogPosition end = Binlog.position(session);
        Optional<String> anew = end.compareTo(read) < 0
                ? Optional.of("the source's binlog was reset: it was read up to " + read + ", and ends at " + end)
                : Optional.empty();
        return new Side(Optional.of(end), anew, Optional.empty());
    }

    private Side target(Session session) {
        work.conditions().lookAtTarget(session);
        Optional<String> lost = strangers.lost(session);
        Optional<BinlogPosition> end;
        try {
            end = Optional.of(Binlog.position(session));
        } catch (NotPossible e) {
            // Without a binlog the strangers' watch has said so, and everything is compared as a whole.
            end = Optional.empty();
        }
        return new Side(end, notApplied(session), lost);
    }

    /** A server that was restarted may have forgotten what was read before. */
    Optional<String> movedMeanwhile() {
        CompletableFuture<Optional<String>> theirs =
                CompletableFuture.supplyAsync(() -> work.pools().right().read(work.conditions()::lookAtTarget));
        Optional<String> mine = work.pools().left().read(work.conditions()::lookAtSource);
        Optional<String> other = joined(theirs);
        return mine.or(() -> other);
    }

    /** Side by side, the place that the target has executed says nothing of the domains that are behind. */
    private Optional<String> notApplied(Session target) {
        return work.conditions().sideBySide()
                ? work.log()
                        .missing(GtidSet.parse(target.text("SELECT @@GLOBAL.gtid_slave_pos")))
                        .map(gtid -> "the target has not applied transaction " + gtid + " of the source")
                : Optional.empty();
    }

    private Optional<String> notExecuted(BinlogPosition frozen) {
        BinlogPosition executed = sides.executed().get();
        return executed.reached(frozen) || holds(frozen)
                ? Optional.empty()
                : Optional.of("the target has applied the source up to " + executed + ", not up to " + frozen);
    }

    /** By GTID, where the place that the target names is an old one. */
    private boolean holds(BinlogPosition frozen) {
        try {
            GtidSet position = sides.source().read(session -> Binlog.gtidAt(session, frozen));
            return sides.target().read(session -> DomainOrder.follows(session, position));
        } catch (NotPossible e) {
            // It is not known which transactions are before it.
            return false;
        }
    }

    private static <T> T joined(CompletableFuture<T> answer) {
        try {
            return answer.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
