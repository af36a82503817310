package dev.evenkeel.bench;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Rows of one table as LOAD DATA reads them, made as they are read, the same for the same number of them. */
final class BenchRows extends InputStream {
    static final String TABLE = """
            CREATE TABLE bench.response (
              id INT UNSIGNED NOT NULL AUTO_INCREMENT,
              learner INT UNSIGNED NOT NULL,
              item INT UNSIGNED NOT NULL,
              code VARCHAR(40) NOT NULL,
              title VARCHAR(120) NOT NULL,
              answered DATETIME NOT NULL,
              price DECIMAL(12,4) NOT NULL,
              ability DOUBLE NOT NULL,
              score FLOAT NOT NULL,
              body TEXT NOT NULL,
              PRIMARY KEY (id),
              KEY learner (learner),
              KEY item (item),
              KEY code (code)
            ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4
            """;

    private static final long SEED = 17;
    private static final int ROWS_AT_ONCE = 1_000;
    private static final String[] WORDS = {
        "assessment", "learner", "session", "answer", "fraction", "reading", "geometry", "history", "attempt", "teacher"
    };

    private final Random random = new Random(SEED);
    private final long rows;
    private long made;
    private byte[] ready = new byte[0];
    private int at;

    BenchRows(long rows) {
        this.rows = rows;
    }

    @Override
    public int read() {
        return filled() ? ready[at++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
        if (!filled()) {
            return -1;
        }
        int count = Math.min(length, ready.length - at);
        System.arraycopy(ready, at, bytes, offset, count);
        at += count;
        return count;
    }

    private boolean filled() {
        if (at == ready.length && made < rows) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < ROWS_AT_ONCE && made < rows; i++) {
                row(text);
            }
            ready = text.toString().getBytes(StandardCharsets.US_ASCII);
            at = 0;
        }
        return at < ready.length;
    }

    private void row(StringBuilder text) {
        made++;
        text.append(made).append('\t');
        text.append(random.nextInt(100_000)).append('\t');
        text.append(random.nextInt(5_000)).append('\t');
        text.append("%016x-%08x".formatted(random.nextLong(), random.nextInt())).append('\t');
        words(text, 60 + random.nextInt(40));
        text.append('\t');
        text.append("20%02d-%02d-%02d %02d:%02d:%02d\t"
                .formatted(
                        10 + random.nextInt(16),
                        1 + random.nextInt(12),
                        1 + random.nextInt(28),
                        random.nextInt(24),
                        random.nextInt(60),
                        random.nextInt(60)));
        text.append(random.nextInt(100_000_000) / 10_000.0).append('\t');
        text.append(random.nextGaussian()).append('\t');
        // All digits that a float has: nearly every row loses some as text and is put right afterwards.
        text.append((double) (random.nextFloat() * 1_000)).append('\t');
        words(text, 60);
        text.append('\n');
    }

    private void words(StringBuilder text, int length) {
        int end = text.length() + length;
        while (text.length() < end) {
            text.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
        }
        text.setLength(end - 1);
        text.append('.');
    }
}
