package dev.evenkeel.mariadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GtidSetTest {
    private static final int ROUNDS = 2_000;

    @Test
    void what_is_printed_parses_back() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < ROUNDS; i++) {
            GtidSet set = anySet(random);

            assertThat(GtidSet.parse(set.toString())).as("seed %d", seed).isEqualTo(set);
        }
    }

    @Test
    void containment_is_a_partial_order_on_positions() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        int related = 0;
        for (int i = 0; i < ROUNDS; i++) {
            GtidSet a = anySet(random);
            GtidSet b = anySet(random);
            GtidSet c = anySet(random);

            assertThat(a.contains(a)).as("reflexive, seed %d: %s", seed, a).isTrue();
            if (a.contains(b) && b.contains(c)) {
                related++;
                assertThat(a.contains(c))
                        .as("transitive, seed %d: %s %s %s", seed, a, b, c)
                        .isTrue();
            }
            if (a.contains(b) && b.contains(a)) {
                // Who wrote last does not count, so equal positions may name different servers.
                assertThat(sequences(a)).as("antisymmetric, seed %d", seed).isEqualTo(sequences(b));
            }
        }
        assertThat(related).as("the law was tried, seed %d", seed).isPositive();
    }

    @Test
    void everything_contains_the_empty_set() {
        assertThat(GtidSet.parse("0-1-1").contains(GtidSet.parse(""))).isTrue();
        assertThat(GtidSet.parse("").contains(GtidSet.parse("0-1-1"))).isFalse();
        assertThat(GtidSet.parse("")).hasToString("");
    }

    @Test
    void positions_compare_by_domain_whoever_wrote_last() {
        assertThat(GtidSet.parse("0-7-18").contains(GtidSet.parse("0-1-17"))).isTrue();
        assertThat(GtidSet.parse("0-7-18").contains(GtidSet.parse("0-1-18"))).isTrue();
        assertThat(GtidSet.parse("0-7-18,1-1-1").contains(GtidSet.parse("0-1-17,1-1-2")))
                .isFalse();
        assertThat(GtidSet.parse("0-7-18").contains(GtidSet.parse("1-7-1"))).isFalse();
    }

    @Test
    void domains_are_printed_in_order() {
        assertThat(GtidSet.parse("10-1-4, 2-1-3,0-1-17")).hasToString("0-1-17,2-1-3,10-1-4");
    }

    @Test
    void a_domain_named_twice_is_rejected() {
        assertThatThrownBy(() -> GtidSet.parse("0-1-17,0-2-3"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("GTID position '0-1-17,0-2-3' names domain 0 twice");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "0-1",
                "0-1-2-3",
                "0-1--2",
                "0-1-17,",
                ",0-1-17",
                "0-1-17;1-1-1",
                "-1-1-1",
                "0-1-1٣",
                "0-1-0x1"
            })
    void nonsense_is_rejected(String text) {
        assertThatThrownBy(() -> GtidSet.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("in GTID position '" + text + "' is not domain-server-sequence");
    }

    private static GtidSet anySet(Random random) {
        Map<Long, GtidSet.Gtid> byDomain = new TreeMap<>();
        int domains = random.nextInt(4);
        for (int i = 0; i < domains; i++) {
            long domain = random.nextInt(3);
            // Small numbers meet often; large ones are what a busy server has.
            long sequence = random.nextBoolean() ? random.nextInt(4) : random.nextLong() >>> 1;
            byDomain.put(domain, new GtidSet.Gtid(domain, random.nextInt(1_000_000), sequence));
        }
        return new GtidSet(byDomain);
    }

    private static Map<Long, Long> sequences(GtidSet set) {
        Map<Long, Long> sequences = new TreeMap<>();
        set.byDomain().forEach((domain, gtid) -> sequences.put(domain, gtid.sequence()));
        return sequences;
    }
}
