package dev.evenkeel.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.mariadb.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
    @TempDir
    private Path folder;

    @Test
    void enters_what_was_acknowledged_or_is_in_doubt_and_nothing_that_was_refused() throws IOException {
        Path file = folder.resolve("ledger.tsv");
        Endpoint server = new Endpoint("db", 3306);
        Instant at = Instant.parse("2026-11-22T10:00:00Z");

        try (Ledger ledger = Ledger.create(file, 1, 2)) {
            OwnWrites own = ledger.writes().get(1);
            int session = own.begin(Kind.SESSION, OwnWrites.NONE);
            ledger.enter(1, session, Outcome.ACKNOWLEDGED, at, server);
            ledger.enter(1, own.begin(Kind.INSERT, session), Outcome.REFUSED, at, server);
            ledger.enter(1, own.begin(Kind.TRANSACTION, session), Outcome.IN_DOUBT, at, server);
        }

        assertThat(file).hasContent("""
                        2026-11-22T10:00:00Z\t1\tacknowledged\tsession\t4311744512\tdb:3306
                        2026-11-22T10:00:00Z\t1\tin-doubt\ttransaction\t4311744514\tdb:3306
                        """);
        assertThat(Files.readString(file)).endsWith("\n");
    }

    @Test
    void holds_more_writes_than_it_has_room_for_at_first() {
        OwnWrites own = new OwnWrites();
        int session = own.begin(Kind.SESSION, OwnWrites.NONE);
        own.settle(session, Outcome.ACKNOWLEDGED);
        for (int i = 0; i < 5_000; i++) {
            own.settle(own.begin(Kind.UPDATE, session), Outcome.ACKNOWLEDGED);
        }

        assertThat(own.updates(session)).isEqualTo(5_000);
        assertThat(own.acknowledged()).isEqualTo(5_001);
    }

    @Test
    void a_write_id_is_read_back_as_it_was_made() {
        WriteId id = new WriteId(0x7fff_ffffL, 255, WriteId.SEQUENCES - 1);

        assertThat(WriteId.of(id.value())).isEqualTo(id);
        assertThat(id.value()).isEqualTo(Long.MAX_VALUE).isEqualTo(WriteId.last(0x7fff_ffffL));
        assertThat(new WriteId(3, 0, 0).value()).isEqualTo(WriteId.first(3));
    }
}
