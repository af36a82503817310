package dev.evenkeel.catalog.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SwappedHashTest {
    @Test
    void twice_gives_the_first_one_again_and_once_is_seen() {
        Random chance = new Random(20261130);
        for (int i = 0; i < 1_000; i++) {
            byte[] bytes = new byte[20];
            chance.nextBytes(bytes);
            String hash = "*" + HexFormat.of().withUpperCase().formatHex(bytes);

            String swapped = SwappedHash.of(hash);

            assertThat(SwappedHash.possible(hash)).isTrue();
            assertThat(SwappedHash.is(hash)).isFalse();
            assertThat(SwappedHash.is(swapped)).isTrue();
            assertThat(swapped).isNotEqualToIgnoringCase(hash);
            assertThat(SwappedHash.of(swapped)).isEqualTo(hash);
        }
    }

    @Test
    void a_digit_is_taken_from_fifteen() {
        assertThat(SwappedHash.of("*0D3CED9BEC10A777AEC23CCC353A8C08A633045E"))
                .isEqualTo("*f2c3126413ef5888513dc333cac573f759ccfba1");
    }

    @Test
    void what_would_not_be_seen_to_be_swapped_is_not_possible() {
        assertThat(SwappedHash.possible("")).isFalse();
        assertThat(SwappedHash.possible("0123456789abcdef")).isFalse();
        assertThat(SwappedHash.possible("invalid")).isFalse();
        assertThat(SwappedHash.possible("*f2c3126413ef5888513dc333cac573f759ccfba1"))
                .isFalse();
        // Every digit would be swapped to one that is not a letter.
        assertThat(SwappedHash.possible("*" + "F".repeat(40))).isFalse();
    }
}
