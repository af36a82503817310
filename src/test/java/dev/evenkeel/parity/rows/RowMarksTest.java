package dev.evenkeel.parity.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.catalog.Catalog;
import dev.evenkeel.catalog.Table;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.TestServers;
import dev.evenkeel.event.ParityEvent;
import dev.evenkeel.journal.Entry;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.journal.Progress;
import dev.evenkeel.journal.Stopped;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.mariadb.TableName;
import dev.evenkeel.parity.RowDifference;
import dev.evenkeel.parity.RowResult;
import dev.evenkeel.parity.TableResult;
import dev.evenkeel.parity.TableVerdict;
import dev.evenkeel.parity.Throttle;
import dev.evenkeel.parity.still.StaticProof;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How far a table was shown to be equal, and going on from there. */
class RowMarksTest {
    private static final Server LEFT = TestServers.admin(Role.SOURCE);
    private static final Server RIGHT = TestServers.admin(Role.TARGET);
    private static final ChunkPace.Limits FIVE_ROWS = new ChunkPace.Limits(5, 5, Duration.ofMillis(500));

    private final Told told = new Told();
    /** Alone, so that marks come one by one. */
    private int workers = 1;

    @BeforeEach
    void forty_rows_on_both_sides() {
        String rows = IntStream.rangeClosed(1, 40)
                .mapToObj(i -> "(" + i + ", 'v" + i + "')")
                .collect(Collectors.joining(", "));
        for (Server server : List.of(LEFT, RIGHT)) {
            run(server, "DROP DATABASE IF EXISTS row_marks");
            run(server, "CREATE DATABASE row_marks");
            run(server, "CREATE TABLE row_marks.t (id INT PRIMARY KEY, v VARCHAR(10))");
            run(server, "INSERT INTO row_marks.t VALUES " + rows);
        }
    }

    @AfterAll
    static void clean_up() {
        List.of(LEFT, RIGHT).forEach(server -> run(server, "DROP DATABASE IF EXISTS row_marks"));
    }

    @Test
    void marks_lead_through_the_table_in_order_and_read_back() {
        compare(Map.of(), Observer.NONE, Throttle.NONE);

        assertThat(told.marks).extracting(TableMark::rows).contains(40L).allMatch(rows -> rows % 5 == 0);
        assertThat(told.results)
                .singleElement()
                .extracting(TableResult::verdict)
                .isEqualTo(new TableVerdict.Same(40, 9));
        TableMark mark = told.marks.get(1);
        assertThat(TableMark.of(mark.event())).isEqualTo(mark);
    }

    @Test
    void what_is_before_a_mark_is_not_read_again_and_what_is_behind_it_is() {
        compare(Map.of(), Observer.NONE, Throttle.NONE);
        TableMark half = told.marks.stream()
                .filter(mark -> mark.rows() >= 5 && mark.rows() <= 35)
                .findFirst()
                .orElseThrow();

        run(RIGHT, "UPDATE row_marks.t SET v = 'x' WHERE id = " + half.rows());
        assertThat(from(half).verdict()).as("read before, and counted").isEqualTo(new TableVerdict.Same(40, 9));

        run(RIGHT, "UPDATE row_marks.t SET v = 'x' WHERE id = " + (half.rows() + 1));
        assertThat(((TableVerdict.Different) from(half).verdict()).rows())
                .extracting(RowDifference::key)
                .containsExactly("id=" + (half.rows() + 1));
    }

    /** A journal that somebody else wrote says how far was read; what it says is no SQL. */
    @Test
    void what_is_no_key_of_the_table_is_no_mark() {
        compare(Map.of(), Observer.NONE, Throttle.NONE);
        TableMark mark = told.marks.get(1);
        run(RIGHT, "UPDATE row_marks.t SET v = 'x' WHERE id = 1");
        for (List<String> forged : List.of(
                List.of("40 OR 1 = 1"),
                List.of("(SELECT 40)"),
                List.of("40) UNION SELECT 1, 2 -- "),
                List.of("SLEEP(1000)"),
                List.of("@@global.port"),
                List.of("id"),
                List.of("'40'"),
                List.of("NULL"),
                List.of(""),
                List.of("40", "40"),
                List.<String>of())) {
            ParityEvent.Mark is = mark.event();
            TableMark led = TableMark.of(new ParityEvent.Mark(
                    is.schema(), is.table(), forged, is.rows(), is.sum(), is.chunks(), is.hashing()));
            assertThat(from(led).verdict())
                    .as("%s", forged)
                    .isInstanceOfSatisfying(TableVerdict.Different.class, different -> assertThat(different.rows())
                            .extracting(RowDifference::key)
                            .containsExactly("id=1"));
        }
    }

    @Test
    void versions_of_rows_are_read_behind_a_mark_too() {
        Server left = TestServers.modern().parameters(Role.SOURCE).orElseThrow();
        Server right = TestServers.modern().parameters(Role.TARGET).orElseThrow();
        for (Server server : List.of(left, right)) {
            run(server, "CREATE DATABASE row_marks");
            run(server, "CREATE TABLE row_marks.t (id INT PRIMARY KEY) WITH SYSTEM VERSIONING");
            run(
                    server,
                    "USE row_marks",
                    "SET timestamp = 1000",
                    "INSERT INTO row_marks.t (id) SELECT seq FROM seq_1_to_40");
            run(server, "SET timestamp = 2000", "DELETE FROM row_marks.t WHERE id = 40");
        }
        try {
            compare(left, right, Map.of(), Observer.NONE, Throttle.NONE);
            TableMark half = told.marks.get(3);
            assertThat(from(left, right, half).verdict().plain().word()).isEqualTo("Same");

            run(right, "DELETE HISTORY FROM row_marks.t");
            assertThat(from(left, right, half).verdict())
                    .isEqualTo(new TableVerdict.Different(
                            List.of(),
                            "the versions that it keeps of its rows differ: 40 on the source, 39 on the target"));
        } finally {
            List.of(left, right).forEach(server -> run(server, "DROP DATABASE row_marks"));
        }
    }

    @Test
    void no_mark_passes_a_difference() {
        run(RIGHT, "UPDATE row_marks.t SET v = 'x' WHERE id = 18");

        compare(Map.of(), Observer.NONE, Throttle.NONE);

        assertThat(told.marks).allMatch(mark -> mark.rows() <= 15);
    }

    @Test
    void the_throttle_is_asked_before_each_chunk() {
        AtomicInteger asked = new AtomicInteger();

        compare(Map.of(), Observer.NONE, asked::incrementAndGet);

        assertThat(asked.get()).isGreaterThanOrEqualTo(8);
    }

    @Test
    void of_a_comparison_that_is_stopped_at_any_chunk_no_verdict_is_told() {
        workers = 3;
        for (int at = 1; at <= 8; at++) {
            StopsAt observer = new StopsAt(at);

            assertThatThrownBy(() -> compare(Map.of(), observer, Throttle.NONE)).isInstanceOf(Stopped.class);

            assertThat(told.results).as("stopped at chunk " + at).isEmpty();
        }
    }

    @Test
    void a_movement_takes_back_what_was_read_and_keeps_what_was_seen() {
        TableResult same = new TableResult(table(LEFT).name(), new TableVerdict.Same(3, 1), 3, 3, 1, "", 0);
        TableResult different = new TableResult(
                table(LEFT).name(),
                new TableVerdict.Different(
                        List.of(new RowDifference(RowDifference.Kind.CHANGED, "id=4", List.of(), "")), ""),
                3,
                3,
                1,
                "",
                0);

        assertThat(StaticProof.judge(same, java.util.Optional.of("it moved")).verdict())
                .isEqualTo(new TableVerdict.Inconclusive("it moved"));
        assertThat(StaticProof.judge(different, java.util.Optional.of("it moved"))
                        .verdict())
                .isEqualTo(new TableVerdict.Inconclusive("rows differed, id=4 among them, but it moved"));
        assertThat(StaticProof.judge(same, java.util.Optional.empty())).isEqualTo(same);
    }

    private TableResult from(TableMark mark) {
        return from(LEFT, RIGHT, mark);
    }

    private TableResult from(Server left, Server right, TableMark mark) {
        return compare(left, right, Map.of(mark.table(), mark), Observer.NONE, Throttle.NONE)
                .tables()
                .get(0);
    }

    private RowResult compare(Map<TableName, TableMark> marks, Observer observer, Throttle throttle) {
        return compare(LEFT, RIGHT, marks, observer, throttle);
    }

    private RowResult compare(
            Server left, Server right, Map<TableName, TableMark> marks, Observer observer, Throttle throttle) {
        return new RowComparison(left, right, observer, FIVE_ROWS, workers)
                .compare(
                        List.of(table(left)),
                        List.of(table(right)),
                        new ComparisonPlan(throttle, told, RowOptions.USUAL, marks));
    }

    private static Table table(Server server) {
        try (Session session = server.openPinned()) {
            return Catalog.tables(session, List.of("row_marks")).get(0);
        }
    }

    private static void run(Server server, String... statements) {
        try (Session session = server.openPinned()) {
            session.execute("SET sql_log_bin = 0");
            List.of(statements).forEach(session::execute);
        }
    }

    private static final class Told implements Watch {
        private final List<TableMark> marks = Collections.synchronizedList(new ArrayList<>());
        private final List<TableResult> results = Collections.synchronizedList(new ArrayList<>());

        @Override
        public void ended(TableResult result, Duration took) {
            results.add(result);
        }

        @Override
        public void reached(TableMark mark) {
            marks.add(mark);
        }
    }

    /** Wants no more once so many chunks were counted. */
    private static final class StopsAt implements Observer {
        private final int chunk;
        private final AtomicInteger chunks = new AtomicInteger();

        private StopsAt(int chunk) {
            this.chunk = chunk;
        }

        @Override
        public void entry(Entry entry) {}

        @Override
        public Progress progress(String what, String unit, long total) {
            return new Progress() {
                @Override
                public void advance(long units) {
                    if (units > 0 && chunks.incrementAndGet() == chunk) {
                        throw new Stopped();
                    }
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public void waiting(Waiting waiting) {}
    }
}
