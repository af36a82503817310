package dev.evenkeel.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.mariadb.Endpoint;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerAuditTest {
    private static final Endpoint SERVER = new Endpoint("localhost", 3306);

    @TempDir
    private Path folder;

    private Ledger ledger;
    private OwnWrites own;
    private int session;

    @BeforeEach
    void begin() {
        ledger = Ledger.create(folder.resolve("ledger.tsv"), 5, 1);
        own = ledger.writes().get(0);
        session = made(Kind.SESSION, OwnWrites.NONE, Outcome.ACKNOWLEDGED);
    }

    @AfterEach
    void end() {
        ledger.close();
    }

    @Test
    void everything_acknowledged_and_there_is_exact() {
        int insert = made(Kind.INSERT, session, Outcome.ACKNOWLEDGED);
        made(Kind.UPDATE, insert, Outcome.ACKNOWLEDGED);
        int transaction = made(Kind.TRANSACTION, session, Outcome.ACKNOWLEDGED);
        int deleted = made(Kind.INSERT, session, Outcome.ACKNOWLEDGED);
        made(Kind.DELETE, deleted, Outcome.ACKNOWLEDGED);

        LedgerAudit.Sums sums = audit(
                row(session, 1), row(insert, 1), row(transaction, 0), row(transaction + 1, 0), score(transaction));

        assertThat(sums).isEqualTo(new LedgerAudit.Sums(6, 6, 0, 0, 0, List.of()));
    }

    @Test
    void an_acknowledged_insert_that_is_missing_is_lost_with_the_updates_made_to_it() {
        int insert = made(Kind.INSERT, session, Outcome.ACKNOWLEDGED);
        made(Kind.UPDATE, insert, Outcome.ACKNOWLEDGED);

        LedgerAudit.Sums sums = audit(row(session, 0));

        assertThat(sums.acknowledged()).isEqualTo(3);
        assertThat(sums.onTarget()).isEqualTo(1);
        assertThat(sums.lost()).isEqualTo(2);
        assertThat(sums.examplesOfLost()).containsExactly("insert 21474836481 of connection 0: missing");
    }

    @Test
    void a_row_that_is_there_twice_is_duplicated_and_not_lost() {
        int insert = made(Kind.INSERT, session, Outcome.ACKNOWLEDGED);

        LedgerAudit.Sums sums = audit(row(session, 0), row(insert, 0), row(insert, 0));

        assertThat(sums.duplicated()).isEqualTo(1);
        assertThat(sums.lost()).isZero();
    }

    @Test
    void one_part_lost_and_another_twice_do_not_make_a_transaction_whole() {
        int transaction = made(Kind.TRANSACTION, session, Outcome.ACKNOWLEDGED);

        LedgerAudit.Sums sums = audit(row(session, 1), row(transaction, 0), row(transaction, 0), score(transaction));

        assertThat(sums.lost()).isEqualTo(1);
        assertThat(sums.examplesOfLost().get(0)).isEqualTo("transaction 21474836481 of connection 0: there in part");
    }

    @Test
    void a_deleted_row_that_is_there_is_a_lost_delete() {
        int insert = made(Kind.INSERT, session, Outcome.ACKNOWLEDGED);
        made(Kind.DELETE, insert, Outcome.ACKNOWLEDGED);

        LedgerAudit.Sums sums = audit(row(session, 0), row(insert, 0));

        assertThat(sums.lost()).isEqualTo(1);
        assertThat(sums.examplesOfLost())
                .containsExactly("insert 21474836481 of connection 0: deleted, yet it or what belongs to it is there");
    }

    @Test
    void a_cascade_that_was_not_carried_out_is_one_lost_delete() {
        int first = made(Kind.INSERT, session, Outcome.ACKNOWLEDGED);
        int second = made(Kind.INSERT, session, Outcome.ACKNOWLEDGED);
        made(Kind.DELETE, session, Outcome.ACKNOWLEDGED);

        assertThat(audit().lost()).isZero();
        assertThat(audit(row(first, 0), row(second, 0)).lost()).isEqualTo(1);
    }

    @Test
    void revisions_count_acknowledged_updates_and_transactions() {
        made(Kind.UPDATE, session, Outcome.ACKNOWLEDGED);
        int transaction = made(Kind.TRANSACTION, session, Outcome.ACKNOWLEDGED);
        FoundRow[] rest = {row(transaction, 0), row(transaction + 1, 0), score(transaction)};

        assertThat(audit(rest[0], rest[1], rest[2], row(session, 2)).lost()).isZero();
        assertThat(audit(rest[0], rest[1], rest[2], row(session, 1)).lost()).isEqualTo(1);
        assertThat(audit(rest[0], rest[1], rest[2], row(session, 3)).duplicated())
                .isEqualTo(1);
    }

    @Test
    void a_write_in_doubt_may_be_there_or_not() {
        int insert = made(Kind.INSERT, session, Outcome.IN_DOUBT);
        int transaction = made(Kind.TRANSACTION, session, Outcome.IN_DOUBT);
        made(Kind.UPDATE, session, Outcome.IN_DOUBT);

        LedgerAudit.Sums absent = audit(row(session, 0));
        LedgerAudit.Sums present = audit(
                row(session, 2), row(insert, 0), row(transaction, 0), row(transaction + 1, 0), score(transaction));

        assertThat(absent).isEqualTo(new LedgerAudit.Sums(1, 1, 0, 0, 3, List.of()));
        assertThat(present).isEqualTo(absent);
    }

    @Test
    void a_transaction_in_doubt_that_is_there_counts_its_update_as_well() {
        int transaction = made(Kind.TRANSACTION, session, Outcome.IN_DOUBT);

        LedgerAudit.Sums sums =
                audit(row(session, 0), row(transaction, 0), row(transaction + 1, 0), score(transaction));

        assertThat(sums.lost()).isEqualTo(1);
    }

    @Test
    void a_transaction_in_doubt_must_not_be_there_in_part() {
        int transaction = made(Kind.TRANSACTION, session, Outcome.IN_DOUBT);

        LedgerAudit.Sums sums = audit(row(session, 0), row(transaction, 0));

        assertThat(sums.lost()).isEqualTo(1);
        assertThat(sums.onTarget()).isEqualTo(sums.acknowledged());
    }

    @Test
    void a_deletion_in_doubt_leaves_both_outcomes_right() {
        int insert = made(Kind.INSERT, session, Outcome.ACKNOWLEDGED);
        made(Kind.DELETE, insert, Outcome.IN_DOUBT);

        assertThat(audit(row(session, 0)).lost()).isZero();
        assertThat(audit(row(session, 0), row(insert, 0)).lost()).isZero();
    }

    @Test
    void a_session_whose_deletion_is_in_doubt_but_that_is_there_excuses_no_missing_row() {
        made(Kind.INSERT, session, Outcome.ACKNOWLEDGED);
        made(Kind.DELETE, session, Outcome.IN_DOUBT);

        assertThat(audit().lost()).isZero();
        assertThat(audit(row(session, 0)).lost()).isEqualTo(1);
    }

    @Test
    void a_refused_write_that_is_there_is_too_much() {
        int insert = made(Kind.INSERT, session, Outcome.REFUSED);

        assertThat(audit(row(session, 0)).duplicated()).isZero();
        assertThat(audit(row(session, 0), row(insert, 0)).duplicated()).isEqualTo(1);
    }

    @Test
    void a_row_with_a_number_never_given_is_too_much() {
        assertThat(audit(row(session, 0), row(99, 0)).duplicated()).isEqualTo(1);
    }

    private interface FoundRow {
        void in(Found found);
    }

    private FoundRow row(int sequence, int revision) {
        return found -> found.row(ledger.id(0, sequence), revision);
    }

    private FoundRow score(int sequence) {
        return found -> found.score(ledger.id(0, sequence));
    }

    private int made(Kind kind, int subject, Outcome outcome) {
        int sequence = own.begin(kind, subject);
        ledger.enter(0, sequence, outcome, Instant.EPOCH, SERVER);
        return sequence;
    }

    private LedgerAudit.Sums audit(FoundRow... rows) {
        Found found = new Found(ledger.writes());
        for (FoundRow row : rows) {
            row.in(found);
        }
        return LedgerAudit.of(ledger, found);
    }
}
