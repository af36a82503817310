package dev.evenkeel.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Rehearses again and again, each time in a program of its own as an operator starts it, and tells for how long the application was
 * without writes: {@code CutoverBench runs [options of rehearse]}.
 */
public final class CutoverBench {
    private static final List<String> FLAGS = List.of(
            "-Xmx320m",
            "-Xms96m",
            "-Xmn40m",
            "-XX:+UseSerialGC",
            "-XX:ReservedCodeCacheSize=64m",
            "-Dfile.encoding=UTF-8");

    private final List<Long> outages = new ArrayList<>();
    private final Map<String, List<Long>> shares = new LinkedHashMap<>();
    private long lost;
    private long duplicated;
    private int unproved;

    private CutoverBench() {}

    /** Takes the number of runs, and what {@code rehearse} is given beside. */
    public static void main(String[] words) throws Exception {
        int runs = words.length > 0 ? Integer.parseInt(words[0]) : 20;
        List<String> options = Arrays.asList(words).subList(Math.min(1, words.length), words.length);
        Path reports = Files.createTempDirectory("evenkeel-bench-");
        try {
            CutoverBench bench = new CutoverBench();
            for (int run = 1; run <= runs; run++) {
                bench.rehearse(run, reports, options);
            }
            bench.tell();
        } finally {
            new ProcessBuilder("rm", "-rf", reports.toString()).start().waitFor();
        }
    }

    private void rehearse(int run, Path reports, List<String> options) throws IOException, InterruptedException {
        Path folder = reports.resolve("run-" + run);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FLAGS);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.evenkeel.cli.Main"));
        command.addAll(List.of("rehearse", "--no-color", "--reports", folder.toString()));
        command.addAll(options);
        String load = Machine.load();
        Path log = reports.resolve("run-" + run + ".log");
        int exit = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IllegalStateException("run " + run + " ended with " + exit + ":\n" + Files.readString(log));
        }
        JsonNode audit;
        try (Stream<Path> files = Files.walk(folder)) {
            Path file = files.filter(path -> path.endsWith("audit.json"))
                    .findFirst()
                    .orElseThrow();
            audit = new ObjectMapper().readTree(file.toFile());
        }
        take(audit);
        System.out.printf(
                "run %2d: %5d ms without writes, %s, %d writes, load before %s%n",
                run,
                audit.at("/cutover/unavailableMillis").asLong(),
                audit.at("/parity/verdict").asText(),
                audit.at("/workload/acknowledged").asLong(),
                load);
    }

    private void take(JsonNode audit) {
        outages.add(audit.at("/cutover/unavailableMillis").asLong());
        lost += audit.at("/workload/lost").asLong();
        duplicated += audit.at("/workload/duplicated").asLong();
        unproved += audit.at("/parity/verdict").asText().equals("Same") ? 0 : 1;
        audit.at("/cutover/shares")
                .forEach(share -> shares.computeIfAbsent(share.at("/what").asText(), what -> new ArrayList<>())
                        .add(share.at("/millis").asLong()));
    }

    private void tell() {
        System.out.printf(
                "%n%d runs: median %d ms, p95 %d ms, least %d, most %d; lost %d, duplicated %d, not proved %d%n",
                outages.size(),
                percentile(outages, 50),
                percentile(outages, 95),
                percentile(outages, 0),
                percentile(outages, 100),
                lost,
                duplicated,
                unproved);
        System.out.println("median p95  ms of the outage");
        shares.forEach((what, millis) ->
                System.out.printf("%6d %5d  %s%n", percentile(millis, 50), percentile(millis, 95), what));
    }

    /** The least value that so many percent of all do not exceed. */
    private static long percentile(List<Long> values, int percent) {
        List<Long> sorted = values.stream().sorted().toList();
        int rank = (int) Math.ceil(sorted.size() * percent / 100.0);
        return sorted.get(Math.max(0, rank - 1));
    }
}
