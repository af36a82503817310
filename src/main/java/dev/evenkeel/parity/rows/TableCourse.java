package dev.evenkeel.parity.rows;

import dev.evenkeel.mariadb.TableName;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** How far the reading of one table has come from its beginning, though its chunks end in any order. */
final class TableCourse {
    private final TableName table;
    private final Deque<Chunk> open = new ArrayDeque<>();
    private final Map<Chunk, BothSides.Answer> ahead = new HashMap<>();
    private long begun;
    private long ended;
    private long rows;
    private BigDecimal sum = BigDecimal.ZERO;
    private int chunks;

    TableCourse(TableName table) {
        this.table = table;
    }

    synchronized void goOnFrom(TableMark mark) {
        rows = mark.rows();
        sum = mark.sum();
        chunks = mark.chunks();
    }

    synchronized void begins() {
        begun = begun == 0 ? System.nanoTime() : begun;
    }

    synchronized void ends() {
        ended = System.nanoTime();
    }

    synchronized Duration took() {
        return Duration.ofNanos(begun == 0 ? 0 : (ended == 0 ? System.nanoTime() : ended) - begun);
    }

    /** In the order of the table's keys. */
    synchronized void dealt(Chunk chunk) {
        open.addLast(chunk);
    }

    /** The new mark, where this chunk moves it: a chunk that differs holds it for good, and so does the last one. */
    synchronized Optional<TableMark> read(Chunk chunk, BothSides.Answer answer, Hashing hashing) {
        ahead.put(chunk, answer);
        Optional<TableMark> mark = Optional.empty();
        while (!open.isEmpty()) {
            Chunk next = open.peekFirst();
            BothSides.Answer known = ahead.get(next);
            if (known == null
                    || !known.readable()
                    || !known.equal()
                    || next.upTo().isEmpty()) {
                break;
            }
            open.removeFirst();
            ahead.remove(next);
            rows += known.left().rows();
            sum = sum.add(known.left().sum());
            chunks++;
            mark = Optional.of(new TableMark(table, next.upTo().get(), rows, sum, chunks, hashing));
        }
        return mark;
    }
}
