package dev.evenkeel.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenkeel.event.ExitCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What earlier runs of a runbook took, as their reports tell. A folder that cannot be read tells nothing. */
final class EarlierRuns {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int NEWEST = 50;

    private final List<JsonNode> runs;

    private EarlierRuns(List<JsonNode> runs) {
        this.runs = runs;
    }

    /** Those below a folder that ran exactly this runbook and were done and proved, the newest ones. */
    static EarlierRuns of(Path reports, String runbookSha256) {
        if (!Files.isDirectory(reports)) {
            return new EarlierRuns(List.of());
        }
        try (Stream<Path> folders = Files.list(reports)) {
            return new EarlierRuns(folders.filter(folder -> !Files.isSymbolicLink(folder))
                    .sorted(Comparator.reverseOrder())
                    .flatMap(folder -> audit(folder).stream())
                    .filter(audit -> audit.path("runbookSha256").asText().equals(runbookSha256))
                    .filter(audit -> audit.path("outcome").asText().equals(ExitCode.DONE.name()))
                    .limit(NEWEST)
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException("the reports in " + reports + " cannot be listed: " + e, e);
        }
    }

    private static Optional<JsonNode> audit(Path folder) {
        Path file = folder.resolve("audit.json");
        try {
            return Files.isRegularFile(file) ? Optional.of(JSON.readTree(file.toFile())) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    int count() {
        return runs.size();
    }

    /** In milliseconds: middle and 95th percentile; empty without a run. */
    List<Long> whole() {
        return percentiles(runs.stream()
                .map(run -> millis(run.path("started"), run.path("finished")))
                .flatMap(Optional::stream)
                .toList());
    }

    List<Long> outage() {
        return percentiles(runs.stream()
                .map(run -> run.at("/cutover/unavailableMillis"))
                .filter(JsonNode::isNumber)
                .map(JsonNode::asLong)
                .toList());
    }

    /** By phase and step from 1. */
    Map<String, List<Long>> steps() {
        Map<String, List<Long>> all = new HashMap<>();
        for (JsonNode run : runs) {
            for (JsonNode phase : run.path("phases")) {
                int index = 0;
                for (JsonNode step : phase.path("steps")) {
                    index++;
                    if (step.path("millis").isNumber()) {
                        all.computeIfAbsent(phase.path("id").asText() + "/" + index, key -> new ArrayList<>())
                                .add(step.path("millis").asLong());
                    }
                }
            }
        }
        all.replaceAll((step, millis) -> percentiles(millis));
        return all;
    }

    private static Optional<Long> millis(JsonNode from, JsonNode to) {
        if (from.asText().isEmpty() || to.asText().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Instant.parse(to.asText()).toEpochMilli()
                - Instant.parse(from.asText()).toEpochMilli());
    }

    private static List<Long> percentiles(List<Long> values) {
        if (values.isEmpty()) {
            return List.of();
        }
        List<Long> sorted = values.stream().sorted().toList();
        return List.of(at(sorted, 0.5), at(sorted, 0.95));
    }

    private static long at(List<Long> sorted, double share) {
        return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
    }
}
