package dev.evenkeel.cli;

import dev.evenkeel.journal.Journal;
import dev.evenkeel.journal.Kind;
import dev.evenkeel.parity.RowResult;
import dev.evenkeel.parity.TableResult;
import dev.evenkeel.parity.still.Standings;
import dev.evenkeel.report.Reports;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a verification enters of the rows that it compared, with where both sides stood. */
record RowEntries(VerifyChoice choice, Standings standings, Journal journal, VerifyTally tally) {
    void table(TableResult result, Duration took) {
        tally.table(result, took);
        Map<String, Object> data = new LinkedHashMap<>(result.data());
        data.put("millis", took.toMillis());
        data.put("bytes", result.bytes());
        data.put(choice.left().label(), standings.left().toString());
        data.put(choice.right().label(), standings.right().toString());
        journal.append(Kind.PARITY_TABLE, data);
    }

    void all(RowResult result) {
        tally.rows(result);
        Map<String, Object> data = new LinkedHashMap<>(result.data());
        data.put("at", Reports.VERIFIED);
        data.put("left", choice.left().label());
        data.put("right", choice.right().label());
        data.put("coordinates", standings.left().data());
        data.put("coordinatesRight", standings.right().data());
        journal.append(Kind.PARITY_ROWS, data);
    }
}
