package dev.evenkeel.runbook.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.environment.Role;
import dev.evenkeel.event.Raw;
import dev.evenkeel.journal.JournalReader;
import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.runbook.glue.Obstacle;
import dev.evenkeel.runbook.steps.own.Found.FrozenCoordinates;
import dev.evenkeel.runbook.steps.own.Found.LastFromSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The target follows the source until the application has moved, and what comes by then from a frozen source is told. */
@Timeout(120)
class LateArrivalsTest extends UndoScene {
    @BeforeEach
    void the_target_follows_a_frozen_source() {
        on(Role.SOURCE, "CREATE DATABASE undone");
        on(Role.SOURCE, "CREATE TABLE undone.t (id INT PRIMARY KEY) ENGINE = InnoDB");
        awaitReplica();
        steps.sites().catchUp().until("replica", steps.sites().replication(Role.REPLICA), sourcesEnd(), SOON);
        pinned();
        on(Role.TARGET, "CREATE DATABASE undone");
        on(Role.TARGET, "CREATE TABLE undone.t (id INT PRIMARY KEY) ENGINE = InnoDB");
        source.create_replication_user();
        usersGone();
        replication.follow();
        replication.start(Role.TARGET);
        source.close_source();
        caughtUp();
        steps.run()
                .facts()
                .put(new FrozenCoordinates(steps.sites().writes(Role.SOURCE).end()));
    }

    @Test
    void a_write_past_the_fence_that_the_target_applied_is_a_deviation() {
        on(Role.SOURCE, "INSERT INTO undone.t VALUES (7)");
        caughtUp();
        replication.stop(Role.TARGET);

        replication.name_late_arrivals();

        assertThat(deviations())
                .singleElement()
                .asString()
                .isEqualTo("the target applied what was written on the source after it was frozen: rows of undone.t");
        String applied = steps.run().facts().get(LastFromSource.class).at().toString();
        ObserveSteps observe = new ObserveSteps(steps.run(), steps.sites(), steps.traffic());
        assertThatThrownBy(observe::source_is_still)
                .isInstanceOf(Obstacle.class)
                .hasMessage("source: written after it was frozen, past read_only: rows of undone.t; the target followed"
                        + " until " + applied + " and has them, beside what the application wrote there meanwhile; see"
                        + " that both agree");
    }

    @Test
    void what_comes_after_the_target_has_stopped_is_not_said_to_be_there() {
        on(Role.SOURCE, "INSERT INTO undone.t VALUES (7)");
        caughtUp();
        replication.stop(Role.TARGET);
        replication.name_late_arrivals();
        String applied = steps.run().facts().get(LastFromSource.class).at().toString();
        on(Role.SOURCE, "CREATE TABLE undone.late (id INT)");

        ObserveSteps observe = new ObserveSteps(steps.run(), steps.sites(), steps.traffic());
        assertThatThrownBy(observe::source_is_still)
                .isInstanceOf(Obstacle.class)
                .hasMessageContaining("the target lacks CREATE TABLE undone.late")
                .hasMessageContaining("holds them after " + applied);
    }

    @Test
    void what_changes_nobodys_data_is_no_deviation() {
        on(Role.SOURCE, "ANALYZE TABLE undone.t");
        caughtUp();
        replication.stop(Role.TARGET);

        replication.name_late_arrivals();

        assertThat(deviations()).isEmpty();
    }

    @Test
    void while_the_target_still_follows_nothing_can_be_said_for_good() {
        assertThatThrownBy(replication::name_late_arrivals)
                .isInstanceOf(Obstacle.class)
                .hasMessage("target: its replication runs, must be stopped, so that nothing comes from the source after"
                        + " this look");
    }

    /** The target still has the account of the test before, and is told of a new one. */
    private static void usersGone() {
        try (Session session = admin(Role.TARGET).open()) {
            session.list("SELECT host FROM mysql.user WHERE user = '" + USER + "'", row -> row.text(1))
                    .forEach(host -> session.execute("DROP USER ?@?", USER, host));
        }
    }

    private BinlogPosition sourcesEnd() {
        return steps.sites().writes(Role.SOURCE).end().position();
    }

    private void caughtUp() {
        steps.sites().catchUp().until("target", steps.sites().replication(Role.TARGET), sourcesEnd(), SOON);
    }

    private List<String> deviations() {
        return JournalReader.read(folder).stream()
                .filter(entry -> entry.kind().equals("DEVIATION"))
                .map(entry -> Raw.text(entry, "what"))
                .toList();
    }
}
