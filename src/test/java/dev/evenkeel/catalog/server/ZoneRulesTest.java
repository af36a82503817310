package dev.evenkeel.catalog.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.TestServers;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a time zone does, whatever it is called. */
class ZoneRulesTest {
    private static final Server SERVER = TestServers.admin(Role.TARGET);

    @ParameterizedTest
    @CsvSource({"+00:00, +00:00", "-00:00, +00:00", "+05:30, +05:30", "-08:00, -08:00", "+13:00, +13:00"})
    void an_offset_is_itself(String zone, String rules) {
        assertThat(with(zone)).isEqualTo(rules);
    }

    @Test
    void the_machines_zone_is_known_by_what_it_does() {
        int[] hours = {0};
        try (Session session = SERVER.open()) {
            session.execute("SET SESSION time_zone = 'SYSTEM'");
            hours[0] = (int) session.number("SELECT HOUR(FROM_UNIXTIME(1768478400))");
        }

        assertThat(with("SYSTEM")).startsWith("%+03d:".formatted(hours[0] - 12));
    }

    @Test
    void the_sessions_own_zone_stays() {
        try (Session session = SERVER.openPinned()) {
            session.execute("SET SESSION time_zone = '-03:30'");
            ZoneRules.read(session);

            assertThat(session.text("SELECT @@SESSION.time_zone")).isEqualTo("-03:30");
        }
    }

    @Test
    void a_change_in_one_month_of_one_year_is_another_zone() {
        List<String> berlin = new ArrayList<>(Collections.nCopies(12 * 67, "01:00:00"));
        for (int month = 3; month < 9; month++) {
            berlin.set(12 * 66 + month, "02:00:00");
        }
        List<String> other = new ArrayList<>(berlin);
        other.set(14, "02:00:00");

        assertThat(ZoneRules.described(berlin)).matches("\\+01:00 in January, \\+02:00 in July, rules [0-9a-f]{8}");
        assertThat(ZoneRules.described(other))
                .startsWith("+01:00 in January, +02:00 in July, rules ")
                .isNotEqualTo(ZoneRules.described(berlin));
    }

    private static String with(String zone) {
        try (Session session = SERVER.openPinned()) {
            String before = session.text("SELECT @@GLOBAL.time_zone");
            session.execute("SET GLOBAL time_zone = ?", zone);
            try {
                return Settings.read(session).value("time_zone").orElseThrow();
            } finally {
                session.execute("SET GLOBAL time_zone = ?", before);
            }
        }
    }
}
