package dev.evenkeel.runbook.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.environment.Role;
import dev.evenkeel.runbook.glue.Obstacle;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each step that undoes something of replication, with what this run did, and with something foreign in its way. */
@Timeout(120)
class UndoReplicationTest extends UndoScene {
    @Test
    void a_link_of_this_run_is_ended() {
        pinned();
        replication.follow();
        undoing("follow");

        replication.stop(Role.TARGET);
        replication.forget();
        replication.follows_none();

        assertThat(link()).isEmpty();
        assertThat(told()).isEmpty();
    }

    @Test
    void a_link_that_somebody_made_instead_of_this_runs_goes_on() {
        pinned();
        replication.follow();
        on(Role.TARGET, "RESET SLAVE ALL");
        followTheReplica();
        undoing("follow");

        replication.stop(Role.TARGET);
        replication.forget();
        notShown(replication::follows_none);

        assertThat(link())
                .hasValueSatisfying(status -> assertThat(status.stopped()).isFalse());
        assertThat(told())
                .singleElement()
                .asString()
                .startsWith("target: the source that it follows was none before this run, which made it "
                        + SERVERS.master(Role.SOURCE).endpoint() + " as " + USER)
                .contains("somebody else has made it "
                        + SERVERS.master(Role.REPLICA).endpoint() + " as "
                        + admin(Role.REPLICA).login().user() + " since");
    }

    @Test
    void a_connection_with_a_name_is_met_by_preflight_and_survives_an_undo() {
        PreflightSteps preflight = new PreflightSteps(steps.run(), steps.sites(), steps.moved());
        preflight.the_target_is_empty();
        pinned();
        replication.follow();
        on(Role.TARGET, "CHANGE MASTER 'theirs' TO MASTER_HOST = '127.0.0.1', MASTER_PORT = 1, MASTER_USER = 'x'");
        undoing("follow");

        replication.stop(Role.TARGET);
        replication.forget();
        replication.follows_none();

        assertThat(link()).isEmpty();
        assertThatThrownBy(preflight::the_target_is_empty)
                .isInstanceOf(Obstacle.class)
                .hasMessage("target: it follows 127.0.0.1:1 as x by the connection theirs, must follow none; end that"
                        + " replication if nobody needs it, or name another target");
    }

    @Test
    void nothing_goes_on_with_a_link_that_is_not_this_runs() {
        followTheReplica();

        assertThatThrownBy(() -> replication.stop(Role.TARGET))
                .isInstanceOf(Obstacle.class)
                .hasMessageContaining("and not because of this run; end that replication if nobody needs it");

        assertThat(link())
                .hasValueSatisfying(status -> assertThat(status.stopped()).isFalse());
    }

    @Test
    void a_replica_that_this_run_stopped_goes_on() {
        replication.stop(Role.REPLICA);
        undoing("pin");

        replication.start_again(Role.REPLICA);
        replication.runs(Role.REPLICA, SOON);

        assertThat(replica().applying()).isTrue();
        assertThat(told()).isEmpty();
    }

    @Test
    void a_replica_that_was_stopped_before_stays_stopped() {
        on(Role.REPLICA, "STOP SLAVE");
        replication.stop(Role.REPLICA);
        undoing("pin");

        replication.start_again(Role.REPLICA);
        notShown(() -> replication.runs(Role.REPLICA, Duration.ofMillis(100)));

        assertThat(replica().stopped()).isTrue();
        assertThat(told()).containsExactly("replica: replication was stopped before this run, and stays so");
    }

    @Test
    void a_replica_that_somebody_started_meanwhile_goes_on() {
        replication.stop(Role.REPLICA);
        on(Role.REPLICA, "START SLAVE");
        awaitReplica();
        undoing("pin");

        replication.start_again(Role.REPLICA);
        replication.runs(Role.REPLICA, SOON);

        assertThat(told()).isEmpty();
    }

    @Test
    void a_replica_that_somebody_stopped_after_this_run_had_started_it_again_stays_stopped() {
        replication.stop(Role.REPLICA);
        replication.start_again(Role.REPLICA);
        replication.runs(Role.REPLICA, SOON);
        on(Role.REPLICA, "STOP SLAVE");
        undoing("pin");

        replication.start_again(Role.REPLICA);
        notShown(() -> replication.runs(Role.REPLICA, Duration.ofMillis(100)));

        assertThat(replica().stopped()).isTrue();
        assertThat(told())
                .containsExactly("replica: replication is stopped, which is not this run's doing; it is left alone");
    }

    @Test
    void a_replica_of_which_somebody_stopped_a_part_is_not_stopped_as_a_whole() {
        on(Role.REPLICA, "STOP SLAVE SQL_THREAD");

        assertThatThrownBy(() -> replication.stop(Role.REPLICA))
                .isInstanceOf(Obstacle.class)
                .hasMessage(
                        "replica: its replication runs in part, because somebody stopped the rest; it must run or be"
                                + " stopped as a whole, so that it can be left as it was found");

        assertThat(replica().fetching()).isTrue();
    }
}
