package dev.evenkeel.parity.changes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.GtidSet;
import dev.evenkeel.mariadb.TableName;
import dev.evenkeel.parity.Memory;
import dev.evenkeel.replication.feed.Change;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a reading of a table left open. */
class ChangeLogTest {
    private static final TableName TABLE = new TableName("shop", "counters");
    private final ChangeLog log = new ChangeLog(at(100), GtidSet.parse(""), Memory.ofThisProgram());

    @Test
    void a_row_that_changed_while_its_table_was_read_is_owed_until_it_was_compared() {
        updated("1", 150);
        updated("2", 250);
        log.provedAll(TABLE, at(200));
        assertThat(log.owed().size(TABLE)).as("the second, behind the proof").isEqualTo(1);

        updated("2", 300);
        updated("3", 310);
        assertThat(log.owed().size())
                .as("changed again, and a row that was proved")
                .isEqualTo(1);

        log.proved(TABLE, log.keys(TABLE, at(305), 10));
        assertThat(log.owed().size()).isZero();
        assertThat(log.size()).as("the third").isEqualTo(1);
    }

    @Test
    void groups_are_owed_too() {
        log.accept(new Change.RowsCascaded(TABLE, List.of("p"), List.of("7"), at(250)));
        log.provedAll(TABLE, at(200));
        assertThat(log.owed().size(TABLE)).isEqualTo(1);

        log.provedGroups(TABLE, log.groups(TABLE, at(300)), at(300));
        assertThat(log.owed().size(TABLE)).isZero();
    }

    @Test
    void another_reading_settles_what_was_owed_before() {
        updated("1", 250);
        log.provedAll(TABLE, at(200));
        log.provedAll(TABLE, at(260));

        assertThat(log.owed().size(TABLE)).isZero();
        assertThat(log.keys(TABLE, at(900), 10)).isEqualTo(Map.of());
    }

    @Test
    void a_doubt_about_everything_reaches_every_table() {
        log.doubtAll(at(400), "the source was restarted");

        assertThat(log.doubt(TABLE)).contains(new Doubt(at(400), "the source was restarted"));
    }

    @Test
    void long_keys_are_bounded_by_their_bytes() {
        ChangeLog small = new ChangeLog(at(100), GtidSet.parse(""), new Memory(1 << 20, 1 << 20, 1 << 20, 1 << 20));
        String text = "x".repeat(1_500);
        TableName few = new TableName("shop", "few");
        small.accept(new Change.RowChanged(few, Change.Kind.UPDATED, List.of("1"), at(150)));
        for (int i = 0; i < 5_000; i++) {
            small.accept(new Change.RowChanged(TABLE, Change.Kind.UPDATED, List.of(text + i), at(200 + i)));
        }

        assertThat(small.size()).as("1 MiB of them").isLessThan(700);
        assertThat(small.doubt(TABLE)).isPresent();
        assertThat(small.doubt(few))
                .as("the table that takes little keeps its keys")
                .isEmpty();
        assertThat(small.changedAfter(TABLE, at(200))).as("too long ago").isEmpty();
        assertThat(small.changedAfter(TABLE, at(5_190))).isPresent();
    }

    @Test
    void an_event_that_was_cut_short_counts_once_for_who_wrote_it() {
        GtidSet.Gtid gtid = new GtidSet.Gtid(0, 1, 7);
        log.accept(new Change.Begun(gtid, at(140), java.time.Instant.EPOCH));
        log.accept(new Change.Reached(at(140)));
        updated("1", 160);
        log.accept(new Change.Ended("cut off", at(140)));
        log.resume();
        log.accept(new Change.Begun(gtid, at(140), java.time.Instant.EPOCH));
        log.accept(new Change.Reached(at(140)));
        updated("1", 160);
        log.accept(new Change.Reached(at(160)));

        Written once = new Written();
        once.add(new Change.RowChanged(TABLE, Change.Kind.UPDATED, List.of("1"), at(160)));
        assertThat(log.origin(gtid, Optional.of(at(160))))
                .isInstanceOfSatisfying(Origins.Origin.Source.class, told -> assertThat(once.beyond(told.written()))
                        .isEmpty());
    }

    private void updated(String key, long position) {
        log.accept(new Change.RowChanged(TABLE, Change.Kind.UPDATED, List.of(key), at(position)));
    }

    private static BinlogPosition at(long offset) {
        return new BinlogPosition("mysql-bin-changelog.000001", offset);
    }
}
