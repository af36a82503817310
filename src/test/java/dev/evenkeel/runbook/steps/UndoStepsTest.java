package dev.evenkeel.runbook.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.environment.Role;
import dev.evenkeel.event.Raw;
import dev.evenkeel.journal.Entry;
import dev.evenkeel.journal.JournalReader;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.runbook.Undoing;
import dev.evenkeel.runbook.glue.Obstacle;
import dev.evenkeel.runbook.steps.own.OwnCopy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each other step that undoes something, with what this run did, and with something foreign in its way. */
@Timeout(120)
class UndoStepsTest extends UndoScene {
    @Test
    void a_source_that_this_run_closed_is_opened() {
        source.close_source();
        undoing("freeze");

        source.open_source();
        source.write_on_source();

        assertThat(readOnly(Role.SOURCE)).isZero();
        assertThat(told()).isEmpty();
    }

    @Test
    void a_source_that_cannot_be_closed_is_named_with_who_writes() {
        on(Role.SOURCE, "CREATE DATABASE undone");
        on(Role.SOURCE, "CREATE TABLE undone.t (id INT PRIMARY KEY, v INT) ENGINE = InnoDB");
        on(Role.SOURCE, "INSERT INTO undone.t VALUES (1, 0)");
        try (Session holder = SERVERS.master(Role.SOURCE).open();
                Session waiter = SERVERS.master(Role.SOURCE).open()) {
            holder.begin();
            holder.execute("UPDATE undone.t SET v = 1");
            CompletableFuture<Void> waiting =
                    CompletableFuture.runAsync(() -> waiter.execute("UPDATE undone.t SET v = 2"));
            while (admin(Role.SOURCE)
                            .read(session -> session.number("SELECT COUNT(*) FROM"
                                    + " information_schema.PROCESSLIST WHERE INFO LIKE 'UPDATE undone.t SET v = 2%'"))
                    == 0) {
                Thread.onSpinWait();
            }

            assertThatThrownBy(source::close_source)
                    .isInstanceOf(Obstacle.class)
                    .hasMessageMatching("source: read_only could not be set within 10 s, for a statement that writes"
                            + " does not end: thread \\d+ \\(admin\\) since \\d+ s, .*; end it or wait, then freeze"
                            + " again");

            holder.rollback();
            waiting.join();
        }
        assertThat(readOnly(Role.SOURCE)).isZero();
    }

    @Test
    void a_source_that_was_closed_before_stays_closed() {
        on(Role.SOURCE, "SET GLOBAL read_only = 1");
        source.close_source();
        undoing("freeze");

        source.open_source();
        notShown(source::write_on_source);

        assertThat(readOnly(Role.SOURCE)).isEqualTo(1);
        assertThat(told()).containsExactly("source: read_only was 1 before this run, and stays so");
    }

    @Test
    void a_source_that_somebody_else_closed_stays_closed() {
        on(Role.SOURCE, "SET GLOBAL read_only = 1");
        undoing("freeze");

        source.open_source();
        notShown(source::write_on_source);

        assertThat(readOnly(Role.SOURCE)).isEqualTo(1);
        assertThat(told()).containsExactly("source: read_only is 1, which is not this run's doing; it is left alone");
    }

    @Test
    void a_target_that_this_run_closed_is_opened_and_one_that_was_closed_before_is_not() {
        target.close_target();
        undoing("follow");
        target.open_target();
        assertThat(readOnly(Role.TARGET)).isZero();
        assertThat(told()).isEmpty();
        Undoing.ends(step);

        on(Role.TARGET, "SET GLOBAL read_only = 1");
        target.close_target();
        undoing("follow");
        target.open_target();

        assertThat(readOnly(Role.TARGET)).isEqualTo(1);
        assertThat(told()).containsExactly("target: read_only was 1 before this run, and stays so");
    }

    @Test
    void events_that_this_run_put_in_force_wait_again_and_others_are_let_alone() {
        events("ours", "changed");
        on(Role.TARGET, "CREATE EVENT undone.theirs ON SCHEDULE EVERY 1 DAY STARTS '2037-01-01' DO SELECT 1");
        target.put_in_force();
        assertThat(statuses()).containsExactly("changed ENABLED", "ours ENABLED", "theirs ENABLED");
        on(Role.TARGET, "ALTER EVENT undone.changed DISABLE");
        undoing("follow");

        target.wait_again();

        assertThat(statuses()).containsExactly("changed DISABLED", "ours SLAVESIDE_DISABLED", "theirs ENABLED");
        assertThat(notes())
                .contains("event undone.changed was made ENABLED on target by this run, and somebody else has made it"
                        + " DISABLED since; it is left alone");
    }

    @Test
    void where_no_event_was_put_in_force_none_is_touched() {
        events("waiting");
        on(Role.TARGET, "CREATE EVENT undone.theirs ON SCHEDULE EVERY 1 DAY STARTS '2037-01-01' DO SELECT 1");
        undoing("follow");

        target.wait_again();

        assertThat(statuses()).containsExactly("theirs ENABLED", "waiting SLAVESIDE_DISABLED");
        assertThat(told()).isEmpty();
    }

    @Test
    void a_switch_of_events_that_was_refused_halfway_leaves_none_in_force() {
        events("first", "second");
        // Of another user's, and so refused once it is the second's turn.
        on(Role.TARGET, "UPDATE mysql.event SET time_zone = 'Nowhere/Land' WHERE db = 'undone' AND name = 'second'");
        assertThatThrownBy(target::put_in_force).isInstanceOf(RuntimeException.class);
        undoing("follow");

        target.wait_again();

        assertThat(statuses()).contains("first SLAVESIDE_DISABLED");
    }

    /** Enabled on the source, waiting on the target. */
    private static void events(String... names) {
        for (Role role : List.of(Role.SOURCE, Role.TARGET)) {
            on(role, "CREATE DATABASE undone");
            for (String name : names) {
                on(
                        role,
                        "CREATE EVENT undone." + name + " ON SCHEDULE EVERY 1 DAY STARTS '2037-01-01' "
                                + (role == Role.TARGET ? "DISABLE ON SLAVE" : "ENABLE") + " DO SELECT 1");
            }
        }
    }

    private static List<String> statuses() {
        try (Session session = admin(Role.TARGET).open()) {
            return session.list(
                    "SELECT name, status FROM mysql.event WHERE db = 'undone' ORDER BY name",
                    row -> row.text(1) + " " + row.text(2));
        }
    }

    private List<String> notes() {
        return JournalReader.read(folder).stream()
                .filter(entry -> entry.kind().equals("NOTE"))
                .map(entry -> Raw.text(entry, "text"))
                .toList();
    }

    @Test
    void a_retention_that_was_not_set_before_is_not_set_after() {
        source.keep_binlogs(Duration.ofHours(24));
        assertThat(retention()).isEqualTo("24");
        undoing("prepare-source");

        source.restore_retention();

        assertThat(retention()).isEqualTo("NULL");
        assertThat(told()).isEmpty();
    }

    @Test
    void a_retention_that_is_longer_is_not_shortened() {
        on(Role.SOURCE, "CALL mysql.rds_set_configuration('binlog retention hours', 168)");

        source.keep_binlogs(Duration.ofHours(24));
        assertThat(retention()).isEqualTo("168");
        undoing("prepare-source");
        source.restore_retention();

        assertThat(retention()).isEqualTo("168");
        assertThat(told()).isEmpty();
    }

    @Test
    void a_retention_that_somebody_changed_meanwhile_stays() {
        on(Role.SOURCE, "CALL mysql.rds_set_configuration('binlog retention hours', 12)");
        source.keep_binlogs(Duration.ofHours(24));
        on(Role.SOURCE, "CALL mysql.rds_set_configuration('binlog retention hours', 72)");
        undoing("prepare-source");

        source.restore_retention();

        assertThat(retention()).isEqualTo("72");
        assertThat(told())
                .containsExactly(
                        "source: binlog retention hours was 12 before this run, which made it 24; somebody else"
                                + " has made it 72 since, and it is left alone");
    }

    @Test
    void an_account_of_this_run_is_dropped_and_its_namesake_on_another_host_is_not() {
        on(Role.SOURCE, "CREATE USER '" + USER + "'@'10.0.0.1' IDENTIFIED BY 'theirs'");
        source.create_replication_user();
        undoing("prepare-source");

        source.drop_replication_user();
        source.no_replication_user();

        assertThat(hostsOfUser()).containsExactly("10.0.0.1");
        assertThat(told()).isEmpty();
    }

    @Test
    void an_account_that_was_there_before_stays() {
        on(Role.SOURCE, "CREATE USER '" + USER + "'@'%' IDENTIFIED BY 'theirs'");
        assertThatThrownBy(source::create_replication_user).isInstanceOf(Obstacle.class);
        undoing("prepare-source");

        source.drop_replication_user();
        notShown(source::no_replication_user);

        assertThat(hostsOfUser()).containsExactly("%");
        assertThat(told())
                .containsExactly("source: the replication account is '" + USER + "'@'%' with USAGE ON *.* and another"
                        + " password, which is not this run's doing; it is left alone");
    }

    @Test
    void an_account_that_somebody_made_anew_meanwhile_stays() {
        source.create_replication_user();
        on(Role.SOURCE, "DROP USER '" + USER + "'@'%'");
        on(Role.SOURCE, "CREATE USER '" + USER + "'@'%' IDENTIFIED BY 'theirs'");
        on(Role.SOURCE, "GRANT REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO '" + USER + "'@'%'");
        undoing("prepare-source");

        source.drop_replication_user();
        notShown(source::no_replication_user);

        assertThat(hostsOfUser()).containsExactly("%");
        assertThat(told())
                .singleElement()
                .asString()
                .contains(
                        "somebody else has made it '" + USER + "'@'%' with REPLICATION SLAVE, REPLICATION CLIENT ON *.*"
                                + " and another password since, and it is left alone");
        assertThat(journalText()).doesNotContain("theirs", "*");
    }

    @Test
    void an_account_that_somebody_gave_further_rights_meanwhile_stays() {
        source.create_replication_user();
        on(Role.SOURCE, "GRANT SELECT ON *.* TO '" + USER + "'@'%'");
        undoing("prepare-source");

        source.drop_replication_user();

        assertThat(hostsOfUser()).containsExactly("%");
        assertThat(told()).singleElement().asString().contains("SELECT, REPLICATION SLAVE, REPLICATION CLIENT ON *.*");
    }

    @Test
    void a_database_that_somebody_made_on_the_target_meanwhile_is_not_loaded_over() {
        on(Role.SOURCE, "CREATE DATABASE undone");
        on(Role.TARGET, "CREATE DATABASE undone");
        on(Role.TARGET, "CREATE TABLE undone.theirs (id INT)");
        OwnCopy copy = new OwnCopy(steps.run(), steps.own());

        assertThatThrownBy(() -> copy.beforeLoad(List.of("undone")))
                .isInstanceOf(Obstacle.class)
                .hasMessageStartingWith("target already has the database undone; it must be empty");
        copy.tellWhatStays();

        assertThat(number(Role.TARGET, "SELECT COUNT(*) FROM undone.theirs")).isZero();
        assertThat(told()).isEmpty();
    }

    @Test
    void what_the_copy_made_stays_and_its_removal_is_told() {
        on(Role.SOURCE, "CREATE DATABASE undone");
        OwnCopy copy = new OwnCopy(steps.run(), steps.own());
        copy.beforeLoad(List.of("undone"));
        on(Role.TARGET, "CREATE DATABASE undone");
        copy.beforeAccounts();
        copy.afterAccounts(List.of("'a'@'%'", "`readers`", "PUBLIC"));

        steps.tellWhatStays();

        assertThat(told())
                .anySatisfy(line -> assertThat(line)
                        .isEqualTo("target: the databases that this run made stay; before another run remove them:"
                                + " DROP DATABASE `undone`"))
                .anySatisfy(line -> assertThat(line)
                        .isEqualTo("target: the accounts that this run made stay; before another run remove them:"
                                + " DROP USER 'a'@'%'; DROP ROLE `readers`"))
                .hasSize(2);
    }

    @Test
    void every_change_stands_in_the_journal_before_its_effect() {
        source.close_source();

        List<Entry> entries = JournalReader.read(folder);
        List<String> kinds = entries.stream().map(Entry::kind).toList();
        assertThat(kinds.indexOf("CHANGE")).isLessThan(kinds.indexOf("STATEMENT"));
        assertThat(entries.get(kinds.indexOf("CHANGE")).data())
                .containsEntry("role", "source")
                .containsEntry("what", "read_only")
                .containsEntry("before", "0")
                .containsEntry("made", "1")
                .containsEntry("state", "intended");
    }
}
