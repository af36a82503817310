package dev.evenkeel.cli;

import dev.evenkeel.catalog.Table;
import dev.evenkeel.journal.Journal;
import dev.evenkeel.journal.Kind;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.parity.RowResult;
import dev.evenkeel.parity.StaticProof;
import dev.evenkeel.parity.TableMark;
import dev.evenkeel.parity.TableResult;
import dev.evenkeel.parity.Throttle;
import dev.evenkeel.report.Reports;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rows of a verification: what is to be read of them, and each verdict entered as it is reached. */
final class VerifyRows implements StaticProof.Listener {
    private final VerifyServers servers;
    private final VerifyChoice choice;
    private final VerifyStart start;
    private final Journal journal;
    private final VerifyTally tally;

    VerifyRows(VerifyServers servers, VerifyChoice choice, VerifyStart start, Journal journal, VerifyTally tally) {
        this.servers = servers;
        this.choice = choice;
        this.start = start;
        this.journal = journal;
        this.tally = tally;
    }

    void compare(Throttle throttle, Observer observer) {
        start.same().values().forEach(result -> tally.table(result, Duration.ZERO));
        List<Table> mine = toRead(servers.left());
        List<Table> theirs = toRead(servers.right());
        tally.expect(mine, theirs);
        RowResult read = new StaticProof(servers.left(), servers.right(), start.standings())
                .prove(mine, theirs, start.marks(), throttle, observer, this);
        List<TableResult> all = new ArrayList<>(read.tables());
        all.addAll(start.same().values());
        all.sort(Comparator.comparing(TableResult::table));
        RowResult result = new RowResult(all, read.took());
        tally.rows(result);
        Map<String, Object> data = new LinkedHashMap<>(result.data());
        data.put("at", Reports.VERIFIED);
        data.put("left", choice.left().label());
        data.put("right", choice.right().label());
        data.put("coordinates", start.standings().left().data());
        data.put("coordinatesRight", start.standings().right().data());
        journal.append(Kind.PARITY_ROWS, data);
    }

    private List<Table> toRead(Server server) {
        return new TablePatterns(choice.tables())
                .of(servers.tables(server)).stream()
                        .filter(table -> !start.same().containsKey(table.name()))
                        .toList();
    }

    @Override
    public void judged(TableResult result, Duration took) {
        tally.table(result, took);
        Map<String, Object> data = new LinkedHashMap<>(result.data());
        data.put("millis", took.toMillis());
        data.put("bytes", result.bytes());
        data.put(choice.left().label(), start.standings().left().toString());
        data.put(choice.right().label(), start.standings().right().toString());
        journal.append(Kind.PARITY_TABLE, data);
    }

    @Override
    public void reached(List<TableMark> marks) {
        for (TableMark mark : marks) {
            Map<String, Object> data = mark.data();
            // A key that holds what is a password elsewhere would be written altered, and lead astray.
            if (journal.redactor().redactValue(data).equals(data)) {
                journal.append(Kind.PARITY_MARK, data);
            }
        }
    }

    @Override
    public void disturbed(String reason) {
        journal.append(
                Kind.NOTE,
                Map.of("text", reason + "; stop that, then verify again: what is read from here on is inconclusive"));
    }
}
