package dev.evenkeel.mariadb;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/** Reads along until a server has greeted, and ends the connection where it is one that nobody should log in to. */
final class GreetingWatch {
    private static final int HEADER = 4;
    /** No greeting is longer before it says what it can do. */
    private static final int LONGEST = 512;

    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
    private Optional<String> refusal = Optional.empty();
    private boolean over;

    /** @throws IOException when the server is refused, before anything was said to it */
    void heard(byte[] bytes, int from, int count) throws IOException {
        if (over || count <= 0) {
            return;
        }
        begun.write(bytes, from, count);
        byte[] all = begun.toByteArray();
        Optional<Greeting> greeting =
                all.length <= HEADER ? Optional.empty() : Greeting.of(Arrays.copyOfRange(all, HEADER, all.length));
        over = greeting.isPresent() || all.length > LONGEST;
        refusal = greeting.flatMap(Greeting::refusal);
        if (refusal.isPresent()) {
            throw new IOException(refusal.get());
        }
    }

    Optional<String> refusal() {
        return refusal;
    }
}
