package dev.evenkeel.parity.live;

import dev.evenkeel.event.MoveEvent;
import dev.evenkeel.event.ParityEvent;
import dev.evenkeel.mariadb.TableName;
import dev.evenkeel.parity.RowResult;
import dev.evenkeel.parity.strangers.Strangers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the comparison at rest gave.
 *
 * @param keys how many changed keys and groups were left to compare
 * @param chunks of tables that had to be read as wholes
 * @param residueTook how long the changed keys took
 * @param complete every table of both sides was looked at
 * @param strangers who wrote on the target beside replication, the first write to each table
 */
public record FrozenResult(
        RowResult rows,
        long keys,
        long chunks,
        Duration residueTook,
        boolean complete,
        List<Strangers.Stranger> strangers) {
    public FrozenResult {
        strangers = List.copyOf(strangers);
    }

    /** The same, with what an earlier comparison had and neither side has any more. */
    public FrozenResult since(List<TableName> earlier) {
        return complete
                ? new FrozenResult(
                        rows.without(DroppedTables.between(earlier, rows)), keys, chunks, residueTook, true, strangers)
                : this;
    }

    /** As it is journalled; see {@link RowResult#event}. */
    public ParityEvent.Rows event(String at, String left, String right, MoveEvent.Place coordinates) {
        return rows.event(
                at,
                left,
                right,
                coordinates,
                Optional.empty(),
                Optional.of(new ParityEvent.Residue(
                        Optional.of(keys), Optional.of(chunks), Optional.of(residueTook.toMillis()))),
                Optional.of(strangers.stream().map(Strangers.Stranger::toString).toList()));
    }
}
