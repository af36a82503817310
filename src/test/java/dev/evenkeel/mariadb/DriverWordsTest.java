package dev.evenkeel.mariadb;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DriverWordsTest {
    @Test
    void what_the_driver_trips_over_is_told_from_a_mistake_of_our_own() {
        assertThat(DriverWords.unreadable(from("java.util.Arrays", "org.mariadb.jdbc.client.ReadableByteBuf"))
                        .orElseThrow()
                        .getMessage())
                .contains("none of a MariaDB server");
        assertThat(DriverWords.unreadable(from("java.util.Arrays", "dev.evenkeel.mariadb.Row", "org.mariadb.jdbc.X")))
                .isEmpty();
    }

    @Test
    void one_without_a_trace_has_been_thrown_often_and_is_the_driver_s() {
        assertThat(DriverWords.unreadable(from())).isPresent();
        RuntimeException ours = new IllegalStateException("one of ours that takes no trace");
        ours.setStackTrace(new StackTraceElement[0]);
        assertThat(DriverWords.unreadable(ours)).isEmpty();
    }

    private static RuntimeException from(String... classes) {
        RuntimeException e = new ArrayIndexOutOfBoundsException();
        StackTraceElement[] trace = new StackTraceElement[classes.length];
        for (int i = 0; i < classes.length; i++) {
            trace[i] = new StackTraceElement(classes[i], "read", null, -1);
        }
        e.setStackTrace(trace);
        return e;
    }
}
