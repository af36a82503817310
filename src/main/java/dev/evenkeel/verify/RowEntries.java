package dev.evenkeel.verify;

import dev.evenkeel.event.ParityEvent;
import dev.evenkeel.journal.Journal;
import dev.evenkeel.parity.RowResult;
import dev.evenkeel.parity.TableResult;
import dev.evenkeel.parity.still.Standings;
import java.time.Duration;
import java.util.Map;

/** What a verification enters of the rows that it compared, with the positions of both sides. */
record RowEntries(Choice choice, Standings standings, Journal journal, Tally tally) {
    void table(TableResult result, Duration took) {
        tally.table(result, took);
        Map<String, String> places = Map.of(
                choice.left().label(), standings.left().toString(),
                choice.right().label(), standings.right().toString());
        result.event(took, places).enter(journal);
    }

    void all(RowResult result) {
        tally.rows(result);
        result.event(
                        ParityEvent.Rows.VERIFIED,
                        choice.left().label(),
                        choice.right().label(),
                        standings.left().event(),
                        standings.right().event())
                .enter(journal);
    }
}
