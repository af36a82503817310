package dev.evenkeel.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.mariadb.Endpoint;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TimelineTest {
    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
    private static final Endpoint OLD = new Endpoint("old", 3306);
    private static final Endpoint NEW = new Endpoint("new", 3306);

    private final Timeline timeline = new Timeline(START, 0, 5_000_000);

    @Test
    void there_is_no_outage_without_an_error() {
        write(OLD, 10);
        write(OLD, 600);
        timeline.end(millis(700));

        assertThat(timeline.outage()).isEqualTo(Outage.NONE);
        assertThat(timeline.outage().happened()).isFalse();
    }

    @Test
    void an_outage_lasts_from_the_last_write_before_its_errors_to_the_first_after() {
        write(OLD, 100);
        timeline.error();
        timeline.error();
        write(NEW, 850);
        write(NEW, 860);
        timeline.end(millis(900));

        assertThat(timeline.outage()).isEqualTo(new Outage(750, START.plusMillis(100), START.plusMillis(850), 2, true));
    }

    @Test
    void writes_are_counted_for_the_server_that_took_them() {
        write(OLD, 100);
        write(OLD, 400);
        write(NEW, 850);

        assertThat(timeline.acknowledgedBy(OLD)).isEqualTo(2);
        assertThat(timeline.acknowledgedBy(NEW)).isEqualTo(1);
        assertThat(timeline.acknowledgedBy(new Endpoint("other", 3306))).isZero();
    }

    @Test
    void the_longest_outage_counts() {
        write(OLD, 100);
        timeline.error();
        write(OLD, 400);
        timeline.error();
        write(OLD, 450);
        timeline.end(millis(500));

        assertThat(timeline.outage()).isEqualTo(new Outage(300, START.plusMillis(100), START.plusMillis(400), 1, true));
        assertThat(timeline.errors()).isEqualTo(2);
    }

    @Test
    void an_outage_that_is_not_over_lasts_to_the_end() {
        write(OLD, 100);
        timeline.error();
        timeline.end(millis(1_100));
        timeline.error();

        assertThat(timeline.outage())
                .isEqualTo(new Outage(1_000, START.plusMillis(100), START.plusMillis(1_100), 1, false));
    }

    @Test
    void a_server_that_hangs_is_an_outage_though_it_answers_with_no_error() {
        write(OLD, 100);
        write(OLD, 1_600);
        timeline.end(millis(1_700));

        assertThat(timeline.outage())
                .isEqualTo(new Outage(1_500, START.plusMillis(100), START.plusMillis(1_600), 0, true));
        assertThat(timeline.outage().happened()).isTrue();
    }

    @Test
    void counts_writes_by_server_and_time() {
        write(OLD, 0);
        write(OLD, 199);
        write(OLD, 200);
        write(NEW, 650);

        assertThat(timeline.series())
                .isEqualTo(new Series(
                        START, 200, Map.of("old:3306", List.of(2, 1, 0, 0), "new:3306", List.of(0, 0, 0, 1))));
    }

    private void write(Endpoint server, long atMillis) {
        timeline.acknowledged(server, millis(atMillis));
    }

    private static long millis(long millis) {
        return millis * 1_000_000;
    }
}
