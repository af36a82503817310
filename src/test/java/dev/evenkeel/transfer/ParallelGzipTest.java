package dev.evenkeel.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class ParallelGzipTest {
    @Test
    void many_blocks_are_read_back_in_order() throws IOException {
        byte[] content = new byte[9_500_001];
        new Random(3).nextBytes(content);
        java.util.Arrays.fill(content, 2_000_000, 5_000_000, (byte) 'x');

        assertThat(readBack(content)).isEqualTo(content);
    }

    @Test
    void nothing_is_a_gzip_file_too() throws IOException {
        assertThat(readBack(new byte[0])).isEmpty();
    }

    private static byte[] readBack(byte[] content) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (ParallelGzip gzip = new ParallelGzip(file)) {
            gzip.write(content, 0, content.length / 3);
            for (int at = content.length / 3; at < content.length; at += 70_000) {
                gzip.write(content, at, Math.min(70_000, content.length - at));
            }
        }
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(file.toByteArray()))) {
            return in.readAllBytes();
        }
    }
}
