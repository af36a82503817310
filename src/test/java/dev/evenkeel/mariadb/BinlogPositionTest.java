package dev.evenkeel.mariadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BinlogPositionTest {
    private static final String BASENAME = "mysql-bin-changelog.";

    @Test
    void order_is_by_file_then_by_offset() {
        assertThat(at("000002", 4).reached(at("000001", 999_999))).isTrue();
        assertThat(at("000002", 4).reached(at("000002", 4))).isTrue();
        assertThat(at("000002", 4).reached(at("000002", 5))).isFalse();
        assertThat(at("000001", 999_999).reached(at("000002", 4))).isFalse();
    }

    @Test
    void files_past_999999_come_later_although_their_names_sort_before() {
        assertThat("1000000").isLessThan("999999");
        assertThat(at("1000000", 4)).isGreaterThan(at("999999", 4_000_000_000L));
        assertThat(at("10000000", 4)).isGreaterThan(at("9999999", 4));
    }

    @Test
    void order_is_that_of_number_and_offset_for_any_pair() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            long leftFile = random.nextInt(2_000_000);
            long rightFile = random.nextBoolean() ? leftFile : random.nextInt(2_000_000);
            long leftOffset = random.nextInt(3);
            long rightOffset = random.nextInt(3);
            int expected =
                    leftFile != rightFile ? Long.compare(leftFile, rightFile) : Long.compare(leftOffset, rightOffset);

            int compared = at(String.format("%06d", leftFile), leftOffset)
                    .compareTo(at(String.format("%06d", rightFile), rightOffset));

            assertThat(Integer.signum(compared)).as("seed %d", seed).isEqualTo(expected);
        }
    }

    @Test
    void positions_in_the_binlogs_of_different_servers_do_not_compare() {
        BinlogPosition relay = new BinlogPosition("relaylog.000002", 4);

        assertThatThrownBy(() -> at("000001", 4).reached(relay))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("mysql-bin-changelog.000001:4 and relaylog.000002:4 are of different binlogs");
    }

    @Test
    void a_basename_may_hold_dots() {
        assertThat(new BinlogPosition("db.example.net-bin.000002", 4))
                .isGreaterThan(new BinlogPosition("db.example.net-bin.000001", 4))
                .hasToString("db.example.net-bin.000002:4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "mysql-bin", "mysql-bin.", ".000001", "mysql-bin.index", "mysql-bin.00x1"})
    void a_name_that_is_no_binlog_file_is_rejected(String file) {
        assertThatThrownBy(() -> new BinlogPosition(file, 4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + file + "' is not a binlog file such as mysql-bin-changelog.000001");
    }

    @Test
    void a_negative_offset_is_rejected() {
        assertThatThrownBy(() -> at("000001", -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("binlog offset -1 is negative");
    }

    private static BinlogPosition at(String number, long offset) {
        return new BinlogPosition(BASENAME + number, offset);
    }
}
