package dev.evenkeel.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the machine says of itself, to be printed beside what was measured on it. */
final class Machine {
    private Machine() {}

    /** The load of the last minute. */
    static String load() throws IOException {
        return Files.readString(Path.of("/proc/loadavg")).split(" ")[0];
    }

    /** The most memory that this program had at a time, in MiB. */
    static long mostMemory() throws IOException {
        String line = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(candidate -> candidate.startsWith("VmHWM:"))
                .findFirst()
                .orElseThrow();
        return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
    }
}
