package dev.evenkeel;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Assumptions;

/** What a test needs and may not have. Skipping is said aloud, and fails where EVENKEEL_REQUIRE names the thing. */
public final class Required {
    private Required() {}

    /** A folder of the shared data, databases nobody here wrote. */
    public static Path data(String name) {
        Path folder = Path.of("..", "shared", "data", name);
        need("data", Files.isDirectory(folder), folder + " is not there");
        return folder;
    }

    /** Skips the calling test unless the thing is there. */
    public static void need(String thing, boolean there, String otherwise) {
        if (there) {
            return;
        }
        String required = System.getenv().getOrDefault("EVENKEEL_REQUIRE", "");
        if (Arrays.asList(required.split(",")).contains(thing)) {
            throw new AssertionError(otherwise + ", and EVENKEEL_REQUIRE says that it must be");
        }
        System.err.println("SKIPPED, NOT TESTED: " + otherwise);
        Assumptions.abort(otherwise);
    }
}
