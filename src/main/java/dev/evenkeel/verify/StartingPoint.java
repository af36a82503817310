package dev.evenkeel.verify;

import dev.evenkeel.mariadb.TableName;
import dev.evenkeel.parity.TableResult;
import dev.evenkeel.parity.rows.TableMark;
import dev.evenkeel.parity.still.Standings;
import java.util.Map;
import java.util.Optional;

/**
 * Where a verification begins: with nothing, or with what an earlier attempt showed, when neither server has moved since.
 *
 * @param anew nothing of an earlier attempt is used
 * @param reason what the operator should know of it
 */
record StartingPoint(
        Standings standings,
        boolean anew,
        Optional<String> reason,
        Map<TableName, TableResult> same,
        Map<TableName, TableMark> marks)
        implements AutoCloseable {
    static StartingPoint of(ComparedServers servers, Choice choice, Optional<EarlierAttempt> earlier) {
        Optional<String> because = Optional.empty();
        if (earlier.isPresent() && earlier.get().standing(choice.left()).isPresent()) {
            EarlierAttempt run = earlier.get();
            Standings then = Standings.since(
                    servers.left(),
                    run.standing(choice.left()).orElseThrow(),
                    servers.right(),
                    run.standing(choice.right()).orElseThrow());
            Optional<String> moved = then.look();
            if (moved.isEmpty()) {
                String kept = "neither server moved since the run was broken off: "
                        + run.same().size() + (run.same().size() == 1 ? " table stays" : " tables stay")
                        + " shown to be the same";
                return new StartingPoint(then, false, Optional.of(kept), run.same(), run.marks());
            }
            then.close();
            because = Optional.of("nothing of the earlier attempt is used, everything is read again: " + moved.get());
        }
        return new StartingPoint(Standings.take(servers.left(), servers.right()), true, because, Map.of(), Map.of());
    }

    @Override
    public void close() {
        standings.close();
    }
}
