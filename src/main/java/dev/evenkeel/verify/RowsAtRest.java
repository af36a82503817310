package dev.evenkeel.verify;

import dev.evenkeel.catalog.Table;
import dev.evenkeel.event.EventCodec;
import dev.evenkeel.event.ParityEvent;
import dev.evenkeel.event.Remark;
import dev.evenkeel.journal.Journal;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.parity.RowResult;
import dev.evenkeel.parity.TableResult;
import dev.evenkeel.parity.Throttle;
import dev.evenkeel.parity.rows.TableMark;
import dev.evenkeel.parity.still.StaticProof;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The rows of a verification: what is to be read of them, and each verdict entered as it is reached. */
final class RowsAtRest implements StaticProof.Listener {
    private final ComparedServers servers;
    private final Choice choice;
    private final StartingPoint start;
    private final Journal journal;
    private final Tally tally;
    private final RowEntries entries;

    RowsAtRest(ComparedServers servers, Choice choice, StartingPoint start, Journal journal, Tally tally) {
        this.servers = servers;
        this.choice = choice;
        this.start = start;
        this.journal = journal;
        this.tally = tally;
        this.entries = new RowEntries(choice, start.standings(), journal, tally);
    }

    void compare(Throttle throttle, Observer observer) {
        start.same().values().forEach(result -> tally.table(result, result.took()));
        List<Table> mine = toRead(servers.left());
        List<Table> theirs = toRead(servers.right());
        tally.expect(mine, theirs);
        RowResult read = new StaticProof(servers.left(), servers.right(), start.standings())
                .prove(mine, theirs, start.marks(), choice.options(), throttle, observer, this);
        List<TableResult> all = new ArrayList<>(read.tables());
        all.addAll(start.same().values());
        all.sort(Comparator.comparing(TableResult::table));
        entries.all(new RowResult(all, read.took()));
    }

    private List<Table> toRead(Server server) {
        return new TablePatterns(choice.tables())
                .of(servers.tables(server)).stream()
                        .filter(table -> !start.same().containsKey(table.name()))
                        .toList();
    }

    @Override
    public void judged(TableResult result, Duration took) {
        entries.table(result, took);
    }

    @Override
    public void reached(List<TableMark> marks) {
        for (TableMark mark : marks) {
            ParityEvent.Mark told = mark.event();
            // A key that holds what is a password elsewhere would be written altered, and lead astray.
            if (EventCodec.intact(told, journal.redactor())) {
                told.enter(journal);
            }
        }
    }

    @Override
    public void disturbed(String reason) {
        new Remark.Note(reason + "; stop that, then verify again: what is read from here on is inconclusive")
                .enter(journal);
    }
}
