package dev.evenkeel.parity.changes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.GtidSet;
import dev.evenkeel.mariadb.TableName;
import dev.evenkeel.parity.changes.Origins.Origin;
import dev.evenkeel.replication.feed.Change;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who wrote a transaction of the target's binlog. */
class OriginsTest {
    private static final TableName T = new TableName("d", "t");
    private static final TableName OTHER = new TableName("d", "other");
    private final Origins origins = new Origins(1 << 20);

    @Test
    void one_that_the_source_told_is_the_source_s_once() {
        origins.told(gtid("0-1-7"), wrote("1"));

        assertThat(origins.origin(gtid("0-1-7"), false)).isInstanceOf(Origin.Source.class);
        assertThat(origins.origin(gtid("0-1-7"), true)).isEqualTo(new Origin.Stranger());
    }

    @Test
    void one_that_comes_after_a_later_one_is_a_stranger_s() {
        origins.told(gtid("0-1-7"), wrote("1"));
        origins.told(gtid("0-1-8"), wrote("1"));

        assertThat(origins.origin(gtid("0-1-8"), false)).isInstanceOf(Origin.Source.class);
        assertThat(origins.origin(gtid("0-1-7"), false)).isEqualTo(new Origin.Stranger());
    }

    @Test
    void domains_keep_an_order_each() {
        origins.told(gtid("0-1-7"), wrote("1"));
        origins.told(gtid("5-1-1"), wrote("2"));

        assertThat(origins.origin(gtid("5-1-1"), false)).isInstanceOf(Origin.Source.class);
        assertThat(origins.origin(gtid("0-1-7"), false)).isInstanceOf(Origin.Source.class);
    }

    @Test
    void one_that_was_applied_before_the_watch_began_is_a_stranger_s() {
        origins.appliedBefore(List.of(gtid("0-1-7")));
        origins.told(gtid("0-1-7"), wrote("1"));
        origins.told(gtid("0-1-8"), wrote("1"));

        assertThat(origins.origin(gtid("0-1-7"), false)).isEqualTo(new Origin.Stranger());
        assertThat(origins.origin(gtid("0-1-8"), false)).isInstanceOf(Origin.Source.class);
    }

    @Test
    void what_was_applied_before_ends_where_the_source_told_all_of_then() {
        origins.appliedBefore(List.of(gtid("0-9-99")));
        origins.noneBefore();
        origins.told(gtid("0-1-7"), wrote("1"));

        assertThat(origins.origin(gtid("0-1-7"), false)).isInstanceOf(Origin.Source.class);
    }

    @Test
    void one_that_the_source_may_yet_tell_is_open_until_it_has_told_all() {
        assertThat(origins.origin(gtid("0-1-9"), false)).isEqualTo(new Origin.NotYet());
        assertThat(origins.origin(gtid("0-1-9"), true)).isEqualTo(new Origin.Stranger());

        origins.told(gtid("0-2-10"), new Written());
        assertThat(origins.origin(gtid("0-1-9"), false))
                .as("numbers of several servers may go back")
                .isEqualTo(new Origin.NotYet());
    }

    @Test
    void one_that_wrote_nothing_explains_nothing() {
        origins.told(gtid("0-1-7"), new Written());

        assertThat(origins.origin(gtid("0-1-7"), true)).isEqualTo(new Origin.Stranger());
    }

    @Test
    void what_is_forgotten_is_neither() {
        Origins small = new Origins(1_000);
        for (int i = 1; i <= 100; i++) {
            small.told(gtid("0-1-" + i), wrote("1"));
        }

        assertThat(small.origin(gtid("0-1-1"), true)).isEqualTo(new Origin.Forgotten());
        assertThat(small.origin(gtid("0-1-100"), true)).isInstanceOf(Origin.Source.class);
    }

    @Test
    void the_same_rows_in_another_order_are_the_same_content() {
        Written one = wrote("1", "2", "2");
        Written other = wrote("2", "1", "2");

        assertThat(one.beyond(other)).isEmpty();
        assertThat(wrote("1", "2").beyond(one)).containsExactly(T);
        assertThat(wrote("1", "2", "3").beyond(one)).containsExactly(T);
        assertThat(deleted("1").beyond(wrote("1"))).containsExactly(T);
        assertThat(new Written().beyond(one))
                .as("left out, which shows elsewhere")
                .isEmpty();
    }

    @Test
    void what_may_be_any_row_explains_any_row() {
        Written whole = new Written();
        whole.add(new Change.TableDirty(T, "altered", at()));
        Written anything = new Written();
        anything.add(new Change.AllDirty("a statement", at()));

        assertThat(wrote("1").beyond(whole)).isEmpty();
        assertThat(whole.beyond(wrote("1"))).containsExactly(T);
        assertThat(wrote("1").beyond(anything)).isEmpty();
        assertThat(anything.anythingBeyond(whole)).isTrue();
        assertThat(anything.anythingBeyond(anything)).isFalse();
        Written elsewhere = new Written();
        elsewhere.add(new Change.RowChanged(OTHER, Change.Kind.UPDATED, List.of("1"), at()));
        assertThat(elsewhere.beyond(whole)).containsExactly(OTHER);
    }

    private static Written wrote(String... keys) {
        Written written = new Written();
        for (String key : keys) {
            written.add(new Change.RowChanged(T, Change.Kind.UPDATED, List.of(key), at()));
        }
        return written;
    }

    private static Written deleted(String key) {
        Written written = new Written();
        written.add(new Change.RowChanged(T, Change.Kind.DELETED, List.of(key), at()));
        return written;
    }

    private static BinlogPosition at() {
        return new BinlogPosition("bin.000001", 4);
    }

    private static GtidSet.Gtid gtid(String text) {
        return GtidSet.parse(text).byDomain().values().iterator().next();
    }
}
