package dev.evenkeel.transfer.pinned;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.catalog.Event;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.transfer.AnyCharset;
import dev.evenkeel.transfer.KeptDefiners;
import dev.evenkeel.transfer.Pair;
import dev.evenkeel.transfer.RewrittenDefiner;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Events of the source on the target, where none may run before the switch. */
class EventCopyServerTest {
    private static final EventCopy COPY = new EventCopy(Pair.TARGET, KeptDefiners.NONE, sql -> {});
    private static final String STATES =
            "SELECT EVENT_NAME, STATUS FROM information_schema.EVENTS WHERE EVENT_SCHEMA = 'event_test' ORDER BY 1";

    private EventResult result;

    @BeforeAll
    static void create() {
        Pair.run(
                Pair.SOURCE_ADMIN,
                "DROP DATABASE IF EXISTS event_test",
                "CREATE DATABASE event_test DEFAULT CHARSET utf8mb4",
                "USE event_test",
                "CREATE DEFINER = 'old dba'@'10.%' EVENT nightly ON SCHEDULE EVERY 1 DAY STARTS '2037-01-01 03:00:00'"
                        + " ON COMPLETION PRESERVE ENABLE COMMENT 'it''s ENABLEd' DO SET @a = 'Zoë 🦊 DISABLE'",
                "CREATE EVENT once ON SCHEDULE AT '2037-02-03 04:05:06' DO SET @b = 2",
                "CREATE EVENT resting ON SCHEDULE EVERY 5 MINUTE DISABLE DO SET @c = 3");
        try (Session latin = Pair.SOURCE_ADMIN.open()) {
            latin.execute("SET sql_log_bin = 0");
            AnyCharset.allow(latin);
            latin.execute("USE event_test");
            latin.execute("SET SESSION sql_mode = 'ANSI_QUOTES', time_zone = '-05:30'");
            latin.execute("SET SESSION character_set_client = latin1, collation_connection = latin1_german2_ci");
            String sql = "CREATE EVENT \"zürich\" ON SCHEDULE EVERY 1 YEAR STARTS '2037-01-01' COMMENT 'Übersicht'"
                    + " DO SET @d = 'ü'";
            byte[] bytes = sql.getBytes(StandardCharsets.ISO_8859_1);
            latin.raw(bytes, 0, bytes.length);
        }
    }

    @BeforeEach
    void copy() {
        Pair.run(
                Pair.TARGET_ADMIN,
                "DROP DATABASE IF EXISTS event_test",
                "CREATE DATABASE event_test DEFAULT CHARSET utf8mb4");
        result = COPY.copy(pinned());
    }

    @AfterAll
    static void clean_up() {
        Pair.both("DROP DATABASE IF EXISTS event_test");
    }

    @Test
    void all_are_created_disabled_and_then_just_those_enabled_that_were() {
        assertThat(result.created())
                .extracting(Event::toString)
                .containsExactly("event_test.nightly", "event_test.once", "event_test.resting", "event_test.zürich");
        assertThat(result.notes()).isEmpty();
        assertThat(Pair.rows(Pair.TARGET, STATES))
                .containsExactly(
                        "nightly, SLAVESIDE_DISABLED",
                        "once, SLAVESIDE_DISABLED",
                        "resting, DISABLED",
                        "zürich, SLAVESIDE_DISABLED");

        putInForce();

        assertThat(Pair.rows(Pair.TARGET, STATES))
                .containsExactly("nightly, ENABLED", "once, ENABLED", "resting, DISABLED", "zürich, ENABLED");
    }

    @Test
    void just_those_wait_again_that_were_put_in_force_and_are_as_that_left_them() {
        List<EventsInForce.Awakened> awakened = new ArrayList<>();
        EventsInForce events = new EventsInForce(Pair.SOURCE, Pair.TARGET, KeptDefiners.NONE, sql -> {});
        events.put(List.of("event_test"), Duration.ZERO, awakened::add);
        Pair.run(
                Pair.TARGET_ADMIN,
                "ALTER EVENT event_test.once DISABLE",
                "CREATE EVENT event_test.theirs ON SCHEDULE EVERY 1 DAY DO SELECT 1",
                "DROP EVENT event_test.nightly");

        List<String> letAlone = events.waitAgain(awakened);

        assertThat(Pair.rows(Pair.TARGET, STATES))
                .containsExactly(
                        "once, DISABLED", "resting, DISABLED", "theirs, ENABLED", "zürich, SLAVESIDE_DISABLED");
        assertThat(letAlone)
                .containsExactlyInAnyOrder(
                        "event event_test.nightly is not on target any more",
                        "event event_test.once was made ENABLED on target by this run, and somebody else has made it"
                                + " DISABLED since; it is left alone");
    }

    @Test
    void those_that_came_due_while_the_source_was_closed_are_named() {
        Pair.run(
                Pair.SOURCE_ADMIN,
                "UPDATE mysql.event SET last_executed = UTC_TIMESTAMP() - INTERVAL 60 SECOND WHERE name = 'nightly'",
                "UPDATE mysql.event SET last_executed = UTC_TIMESTAMP() - INTERVAL 2 SECOND WHERE name = 'resting'");
        try {
            EventsInForce events = new EventsInForce(Pair.SOURCE, Pair.TARGET, KeptDefiners.NONE, sql -> {});

            assertThat(events.put(List.of("event_test"), Duration.ofSeconds(20), one -> {})
                            .notes())
                    .containsExactly("event event_test.resting came due while the source was closed for writes: it ran"
                            + " there in vain, if at all, and is disabled on both sides now; run its work by hand if it"
                            + " is needed");
            assertThat(events.put(List.of("event_test"), Duration.ofSeconds(200), one -> {})
                            .notes())
                    .hasSize(2)
                    .first()
                    .asString()
                    .contains("event event_test.nightly came due")
                    .contains("and runs on target at its next time");
        } finally {
            Pair.run(Pair.SOURCE_ADMIN, "UPDATE mysql.event SET last_executed = NULL WHERE db = 'event_test'");
        }
    }

    @Test
    void an_event_of_another_is_the_loading_accounts_and_reported() {
        assertThat(result.rewrittenDefiners())
                .contains(new RewrittenDefiner("event", "event_test.nightly", "`old dba`@`10.%`"))
                .hasSize(4);
        assertThat(Pair.rows(
                        Pair.TARGET,
                        "SELECT DISTINCT DEFINER = CURRENT_USER() FROM information_schema.EVENTS"
                                + " WHERE EVENT_SCHEMA = 'event_test'"))
                .containsExactly("1");
    }

    @Test
    void bodies_schedules_and_what_the_server_keeps_beside_are_the_same_before_and_after_enabling() {
        assertThat(kept(Pair.TARGET)).hasSize(4).isEqualTo(kept(Pair.SOURCE));

        putInForce();

        assertThat(kept(Pair.TARGET)).isEqualTo(kept(Pair.SOURCE));
    }

    @Test
    void a_kept_definer_survives_the_enabling() {
        Pair.run(Pair.TARGET_ADMIN, "DROP DATABASE event_test", "CREATE DATABASE event_test DEFAULT CHARSET utf8mb4");
        List<String> definers = Pair.rows(Pair.SOURCE, "SELECT definer FROM mysql.event WHERE db = 'event_test'");
        KeptDefiners all = Pair.ask(Pair.TARGET_ADMIN, session -> KeptDefiners.on(session, definers));
        EventCopy keeping = new EventCopy(Pair.TARGET_ADMIN, all, sql -> {});

        EventResult kept = keeping.copy(pinned());
        new EventsInForce(Pair.SOURCE, Pair.TARGET_ADMIN, all, sql -> {})
                .put(List.of("event_test"), Duration.ZERO, one -> {});

        assertThat(kept.rewrittenDefiners()).isEmpty();
        assertThat(Pair.rows(Pair.TARGET, "SELECT definer FROM mysql.event WHERE db = 'event_test' ORDER BY name"))
                .isEqualTo(Pair.rows(
                        Pair.SOURCE, "SELECT definer FROM mysql.event WHERE db = 'event_test' ORDER BY name"));
    }

    @Test
    void an_event_that_cannot_be_created_is_noted() {
        EventResult again = COPY.copy(pinned());

        assertThat(again.created()).isEmpty();
        assertThat(again.notes())
                .hasSize(4)
                .contains("event event_test.once was not created on target: Event 'once' already exists");
    }

    /** As a replica has them that holds all that the source has. */
    private static PinnedEvents pinned() {
        return PinnedEvents.read(Pair.SOURCE, Pair.SOURCE, name -> false, List.of("event_test"));
    }

    private static EventsInForce.Result putInForce() {
        return new EventsInForce(Pair.SOURCE, Pair.TARGET, KeptDefiners.NONE, sql -> {})
                .put(List.of("event_test"), Duration.ZERO, one -> {});
    }

    private static List<String> kept(Server server) {
        return Pair.rows(server, """
                SELECT name, HEX(body), HEX(body_utf8), execute_at, interval_value, interval_field, starts, ends,
                       on_completion, sql_mode, comment, time_zone, character_set_client, collation_connection,
                       db_collation
                FROM mysql.event WHERE db = 'event_test' ORDER BY name
                """);
    }
}
