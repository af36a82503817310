package dev.evenkeel.parity.rows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.catalog.Table;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.parity.RowResult;
import dev.evenkeel.parity.TableResult;
import dev.evenkeel.parity.TableVerdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A comparison by every way there is to hash rows, all of which must come to the same. */
public final class EveryHashing {
    private EveryHashing() {}

    /** With chunks of the usual size. */
    static RowResult compare(Server left, Server right, List<Table> leftTables, List<Table> rightTables) {
        return compare(left, right, ChunkPace.Limits.USUAL, leftTables, rightTables);
    }

    /** With chunks of two rows, so that every table of a few rows has borders within. */
    public static RowResult compareInSmallChunks(
            Server left, Server right, List<Table> leftTables, List<Table> rightTables) {
        return compare(left, right, new ChunkPace.Limits(2, 2, Duration.ofMillis(500)), leftTables, rightTables);
    }

    static RowResult compare(
            Server left, Server right, ChunkPace.Limits limits, List<Table> leftTables, List<Table> rightTables) {
        RowComparison comparison = new RowComparison(left, right, Observer.NONE, limits, RowComparison.workers());
        RowResult byServers = comparison.compare(leftTables, rightTables, hashing(Hashing.SERVERS));
        RowResult here = comparison.compare(leftTables, rightTables, hashing(Hashing.HERE));

        for (int i = 0; i < byServers.tables().size(); i++) {
            TableResult one = byServers.tables().get(i);
            TableResult other = here.tables().get(i);
            assertThat(other.table()).isEqualTo(one.table());
            assertThat(other.rowsLeft()).isEqualTo(one.rowsLeft());
            assertThat(other.rowsRight()).isEqualTo(one.rowsRight());
            if (one.verdict() instanceof TableVerdict.Inconclusive) {
                // A row that is too large to be put together by a server may still be read value by value.
                assertThat(other.verdict()).describedAs("%s: %s", other, one).isNotInstanceOf(TableVerdict.Same.class);
                continue;
            }
            assertThat(other.verdict().plain().word())
                    .describedAs("%s: %s", other, one)
                    .isEqualTo(one.verdict().plain().word());
            if (one.verdict() instanceof TableVerdict.Different different
                    && different.rows().size() < DrillDown.SHOWN) {
                assertThat(((TableVerdict.Different) other.verdict()).rows())
                        .containsExactlyInAnyOrderElementsOf(different.rows());
            }
        }
        assertThat(here.tables()).hasSameSizeAs(byServers.tables());
        return byServers;
    }

    private static ComparisonPlan hashing(Hashing hashing) {
        return new ComparisonPlan(
                ComparisonPlan.USUAL.throttle(),
                ComparisonPlan.USUAL.watch(),
                new RowOptions(Optional.of(hashing), false),
                ComparisonPlan.USUAL.marks());
    }
}
