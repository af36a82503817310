package dev.evenkeel.replication.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.replication.wire.BinlogEvent;
import dev.evenkeel.replication.wire.EventBytes;
import dev.evenkeel.replication.wire.EventHeader;
import dev.evenkeel.replication.wire.ServerLogin;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

/** Events that no server should send. */
class OddEventTest {
    private static final BinlogPosition FROM = new BinlogPosition("mysql-bin-changelog.000001", 400);

    private final List<Change> told = new ArrayList<>();
    private final EventReader reader =
            new EventReader(new FeedTables(Set.of("d"), List.of(), new Cascades(List.of())), FROM, told::add);

    @Test
    void whatever_an_event_holds_the_next_one_is_read() throws IOException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        long at = FROM.offset();
        for (int type = 0; type < 256; type++) {
            for (int length = 0; length < 60; length++) {
                byte[] body = new byte[length];
                if (length % 2 == 0) {
                    random.nextBytes(body);
                } else {
                    java.util.Arrays.fill(body, (byte) (length % 3 == 0 ? 0 : 0xff));
                }
                at += 100;
                told.clear();

                reader.read(new EventHeader(type, 1, Instant.EPOCH, 100, at, false), body);

                assertThat(told.get(told.size() - 1))
                        .as("seed " + seed + ", type " + type + ", length " + length)
                        .isEqualTo(new Change.Reached(new BinlogPosition(FROM.file(), at)));
            }
        }
    }

    @Test
    void a_description_of_a_table_without_a_name_is_a_doubt_about_everything() throws IOException {
        byte[] map = {7, 0, 0, 0, 0, 0, 1, 0, 5, 'd'};
        reader.read(new EventHeader(19, 1, Instant.EPOCH, 100, 500, false), map);

        assertThat(told).hasSize(2);
        assertThat(told.get(0)).isInstanceOfSatisfying(Change.AllDirty.class, all -> assertThat(all.reason())
                .startsWith("event 19 could not be read: "));
    }

    @Test
    void a_binlog_that_goes_back_is_an_end_and_one_longer_than_4_gib_is_not() throws IOException {
        assertThatThrownBy(() -> reader.read(new EventHeader(16, 1, Instant.EPOCH, 31, 399, false), new byte[8]))
                .isInstanceOf(EventBytes.Undecodable.class)
                .hasMessage("the binlog goes back from mysql-bin-changelog.000001:400 to 399");
        assertThat(reader.position()).isEqualTo(FROM);

        reader.read(new EventHeader(16, 1, Instant.EPOCH, 31, 0xffff_fff0L, false), new byte[8]);
        reader.read(new EventHeader(16, 1, Instant.EPOCH, 31, 15, false), new byte[8]);
        assertThat(reader.position().offset()).isEqualTo(0x1_0000_000fL);
        reader.read(new EventHeader(27, 1, Instant.EPOCH, 40, 15, false), new byte[20]);
        reader.read(new EventHeader(16, 1, Instant.EPOCH, 31, 46, false), new byte[8]);
        assertThat(reader.position().offset()).isEqualTo(0x1_0000_002eL);
    }

    @Test
    void a_checksum_tells_a_damaged_event_from_a_whole_one() throws IOException {
        byte[] whole = event(new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
        BinlogEvent good = BinlogEvent.begin(new ByteArrayInputStream(whole), true);
        assertThat(good.bytes()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
        good.finish();
        BinlogEvent unread = BinlogEvent.begin(new ByteArrayInputStream(whole), true);
        unread.finish();

        for (int damaged : new int[] {0, 15, 19, 26, 30}) {
            byte[] bytes = whole.clone();
            bytes[damaged] ^= 1;
            assertThatThrownBy(() -> BinlogEvent.begin(new ByteArrayInputStream(bytes), true)
                            .finish())
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("is wrong: it was damaged on its way, or in the binlog");
        }
        byte[] cut = java.util.Arrays.copyOf(whole, whole.length - 1);
        assertThatThrownBy(() ->
                        BinlogEvent.begin(new ByteArrayInputStream(cut), true).finish())
                .hasMessage("an event ends too early");
        byte[] longer = java.util.Arrays.copyOf(whole, whole.length + 1);
        assertThatThrownBy(() -> BinlogEvent.begin(new ByteArrayInputStream(longer), true)
                        .finish())
                .hasMessage("an event of type 16 is longer than it says");
    }

    private static byte[] event(byte[] body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ServerLogin.little(out, 1_700_000_000L, 4);
        out.write(16);
        ServerLogin.little(out, 1, 4);
        ServerLogin.little(out, 19 + body.length + 4, 4);
        ServerLogin.little(out, 431, 4);
        ServerLogin.little(out, 0, 2);
        out.writeBytes(body);
        CRC32 sum = new CRC32();
        sum.update(out.toByteArray());
        ServerLogin.little(out, sum.getValue(), 4);
        return out.toByteArray();
    }
}
