package dev.evenkeel.transfer.pinned;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GrantTest {
    @Test
    void commas_between_columns_part_no_privileges() {
        assertThat(Grant.privileges("SELECT (a, b), UPDATE, INSERT (c)"))
                .containsExactly("SELECT (a, b)", "UPDATE", "INSERT (c)");
    }
}
