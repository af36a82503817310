package dev.evenkeel.parity.changes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.GtidSet;
import org.junit.jupiter.api.Test;

/** How far a follower is, domain by domain, as a place in its source's binlog. */
class TransactionsTest {
    private final Transactions all = new Transactions(at(100), GtidSet.parse("0-1-10,7-1-3"));
    private long end = 100;

    @Test
    void one_domain_is_as_far_as_its_last_transaction() {
        told("0-1-11", "0-1-12", "0-1-13");

        assertThat(all.applied(GtidSet.parse("0-1-12,7-1-3"))).isEqualTo(applied(300, true));
        assertThat(all.applied(GtidSet.parse("0-1-13,7-1-3"))).isEqualTo(applied(400, true));
        assertThat(all.applied(GtidSet.parse("0-1-10,7-1-3"))).isEqualTo(applied(100, true));
    }

    @Test
    void the_first_that_is_missing_in_any_domain_is_the_place() {
        told("0-1-11", "7-1-4", "0-1-12", "7-1-5");

        assertThat(all.applied(GtidSet.parse("0-1-12,7-1-3")))
                .as("7-1-4 is missing")
                .isEqualTo(applied(200, false));
        assertThat(all.applied(GtidSet.parse("0-1-11,7-1-5")))
                .as("0-1-12 is missing")
                .isEqualTo(applied(300, false));
        assertThat(all.applied(GtidSet.parse("0-1-12,7-1-4"))).isEqualTo(applied(400, true));
    }

    @Test
    void a_domain_that_is_new_is_missing_until_it_is_applied() {
        told("0-1-11", "9-1-1");

        assertThat(all.applied(GtidSet.parse("0-1-11,7-1-3"))).isEqualTo(applied(200, true));
        assertThat(all.missing(GtidSet.parse("0-1-11,7-1-3"))).contains(new GtidSet.Gtid(9, 1, 1));
        assertThat(all.missing(GtidSet.parse("0-1-11,7-1-3,9-1-1"))).isEmpty();
    }

    @Test
    void numbers_that_go_back_are_known_by_the_transaction() {
        told("0-1-50", "0-1-20", "0-1-21");

        assertThat(all.applied(GtidSet.parse("0-1-20,7-1-3"))).isEqualTo(applied(300, true));
        assertThat(all.applied(GtidSet.parse("0-1-50,7-1-3"))).isEqualTo(applied(200, true));
    }

    @Test
    void a_transaction_that_nobody_told_says_nothing() {
        told("0-1-11", "0-1-12");

        assertThat(all.applied(GtidSet.parse("0-9-11,7-1-3")).exactly()).isFalse();
        assertThat(all.applied(GtidSet.parse("0-9-11,7-1-3")).known()).isFalse();
    }

    @Test
    void what_is_forgotten_moves_the_beginning() {
        told("0-1-11", "0-1-12", "0-1-13");
        all.forget(at(350));

        assertThat(all.applied(GtidSet.parse("0-1-12,7-1-3"))).isEqualTo(applied(300, true));
        assertThat(all.applied(GtidSet.parse("0-1-11,7-1-3")).known())
                .as("it is further back than what is kept")
                .isFalse();
        assertThat(all.applied(GtidSet.parse("0-1-13,7-1-3"))).isEqualTo(applied(400, true));
    }

    private void told(String... gtids) {
        for (String gtid : gtids) {
            BinlogPosition start = at(end);
            all.begun(GtidSet.parse(gtid).byDomain().values().iterator().next(), start, at(end + 40));
            end += 100;
            all.advance(at(end));
        }
    }

    private static Transactions.Applied applied(long offset, boolean exactly) {
        return new Transactions.Applied(at(offset), exactly, true);
    }

    private static BinlogPosition at(long offset) {
        return new BinlogPosition("bin.000001", offset);
    }
}
