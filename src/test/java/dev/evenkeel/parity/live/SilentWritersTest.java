package dev.evenkeel.parity.live;

import static dev.evenkeel.parity.live.LivePair.SOURCE;
import static dev.evenkeel.parity.live.LivePair.TARGET;
import static dev.evenkeel.parity.live.LivePair.on;
import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.Secret;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.parity.LiveSides;
import dev.evenkeel.parity.strangers.SilentWriters;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Accounts that could change rows without any binlog telling. */
class SilentWritersTest {
    private static final String NOT_LOGGED = "SET sql_log_bin = 0";

    @BeforeEach
    void accounts() {
        on(TARGET, NOT_LOGGED, "GRANT SUPER ON *.* TO quiet@'10.0.0.1' IDENTIFIED BY 'one'");
        on(SOURCE, NOT_LOGGED, "GRANT INSERT ON live_proof.* TO quiet@'10.0.0.1' IDENTIFIED BY 'one'");
        on(SOURCE, NOT_LOGGED, "GRANT SELECT ON live_proof.* TO blind@'%' IDENTIFIED BY 'one'");
    }

    @AfterEach
    void clean_up() {
        on(TARGET, NOT_LOGGED, "DROP USER quiet@'10.0.0.1'");
        on(SOURCE, NOT_LOGGED, "DROP USER quiet@'10.0.0.1'", "DROP USER blind@'%'");
    }

    @Test
    void are_named_for_each_side_but_for_the_provider_s_own() {
        assertThat(SilentWriters.limits(sides(SOURCE)))
                .anyMatch(limit -> limit.startsWith("on the target ") && limit.contains("'quiet'@'10.0.0.1'"))
                .noneMatch(limit -> limit.startsWith("on the source ") && limit.contains("quiet"))
                .noneMatch(limit -> limit.contains("rdsadmin") || limit.contains("blind"));
    }

    @Test
    void are_said_to_be_unknown_to_an_account_that_sees_no_other() {
        assertThat(SilentWriters.limits(sides(SOURCE.as(new Login("blind", new Secret("one"))))))
                .anyMatch(limit -> limit.startsWith("who may write with sql_log_bin = 0 on the source cannot be seen"));
    }

    private static LiveSides sides(Server source) {
        return new LiveSides(source, SOURCE.login(), TARGET, LivePair::executed, Optional.empty());
    }
}
