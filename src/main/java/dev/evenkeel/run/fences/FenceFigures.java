package dev.evenkeel.run.fences;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenkeel.event.ExitCode;
import dev.evenkeel.journal.PrivateFiles;
import dev.evenkeel.provision.trial.Share;
import dev.evenkeel.provision.trial.Tried;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the fences cost on real servers.
 *
 * @param tables for how long the source's tables take to be opened once more, which is about what the real latch takes
 * @param refused what would end a run, or kept a fence from being tried
 * @param inTheWay what would hold up a freeze now, or write past it
 */
public record FenceFigures(
        Instant measured,
        String profile,
        List<Tried> servers,
        Optional<Duration> tables,
        List<String> refused,
        List<String> inTheWay,
        boolean interrupted) {
    private static final String FOLDER = "fences";
    private static final int MIDDLE = 50;
    private static final int MOST = 95;
    private static final double MICROS = 1e3;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("'fences'-yyyyMMdd-HHmmss'.json'").withZone(ZoneOffset.UTC);

    public FenceFigures {
        measured = measured.truncatedTo(ChronoUnit.SECONDS);
        servers = List.copyOf(servers);
        refused = List.copyOf(refused);
        inTheWay = List.copyOf(inTheWay);
    }

    public ExitCode exit() {
        if (servers.stream().anyMatch(tried -> !tried.left().isEmpty())) {
            return ExitCode.UNDO_INCOMPLETE;
        }
        if (servers.stream().anyMatch(tried -> tried.leaked().isPresent())) {
            return ExitCode.UNDONE;
        }
        if (interrupted) {
            return ExitCode.INTERRUPTED;
        }
        return refused.isEmpty()
                        && servers.stream().allMatch(tried -> tried.refused().isEmpty())
                ? ExitCode.DONE
                : ExitCode.USAGE;
    }

    /** As a person reads it. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (Tried tried : servers) {
            lines.add(tried.role() + "  MariaDB " + tried.version() + " at " + tried.endpoint() + ", " + tried.rounds()
                    + " rounds");
            for (Share share : Share.values()) {
                range(tried, share)
                        .ifPresent(range -> lines.add(
                                String.format(Locale.ROOT, "  %-8s %-32s %s", share.key(), range, share.words())));
            }
            tried.refused().ifPresent(why -> lines.add("  not tried: " + why));
            tried.leaked().ifPresent(what -> lines.add("  the fence does not hold: " + what));
            tried.left().forEach(statement -> lines.add("  left there, to be removed: " + statement));
        }
        tables.ifPresent(took -> lines.add("tables  the latch of a run opens all tables of the source, in about "
                + took.toMillis() + " ms, in which writers wait"));
        refused.forEach(one -> lines.add("refused  " + one));
        inTheWay.forEach(one -> lines.add("in the way  " + one));
        return lines;
    }

    private static Optional<String> range(Tried tried, Share share) {
        return tried.percentile(share, MIDDLE)
                .map(middle -> millis(middle) + " (95 of 100 in "
                        + millis(tried.percentile(share, MOST).orElseThrow()) + ")");
    }

    private static String millis(long micros) {
        return String.format(Locale.ROOT, "%.1f ms", micros / MICROS);
    }

    /** As programs read it, and as it is kept. */
    public Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("form", 1);
        fields.put("measured", measured.toString());
        fields.put("profile", profile);
        fields.put("exitCode", exit().number());
        fields.put("servers", servers.stream().map(FenceFigures::fields).toList());
        fields.put("tablesMillis", tables.map(Duration::toMillis).orElse(null));
        fields.put("refused", refused);
        fields.put("inTheWay", inTheWay);
        return fields;
    }

    private static Map<String, Object> fields(Tried tried) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("role", tried.role().label());
        fields.put("endpoint", tried.endpoint());
        fields.put("version", tried.version());
        fields.put("rounds", tried.rounds());
        Map<String, Object> shares = new LinkedHashMap<>();
        for (Share share : Share.values()) {
            tried.percentile(share, MIDDLE)
                    .ifPresent(middle -> shares.put(
                            share.key(),
                            Map.of(
                                    "p50Millis",
                                    middle / MICROS,
                                    "p95Millis",
                                    tried.percentile(share, MOST).orElseThrow() / MICROS)));
        }
        fields.put("shares", shares);
        fields.put("refused", tried.refused().orElse(null));
        fields.put("leaked", tried.leaked().orElse(null));
        fields.put("left", tried.left());
        return fields;
    }

    /** Keeps it where plans look; answers the file. */
    public Path keep(Path reports) {
        try {
            Path file = PrivateFiles.folder(reports.resolve(FOLDER)).resolve(NAME.format(measured));
            PrivateFiles.exchange(
                    file, (JSON.writeValueAsString(fields()) + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8));
            return file;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("figures can always be written", e);
        } catch (IOException e) {
            throw new UncheckedIOException("the figures cannot be kept in " + reports.resolve(FOLDER) + ": " + e, e);
        }
    }

    /**
     * The newest ones that were measured to the end on a source.
     *
     * @param source its address
     * @return one sentence; empty where there are none. A file that cannot be read tells nothing
     */
    public static Optional<String> newest(Path reports, String source) {
        Path folder = reports.resolve(FOLDER);
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("fences-[0-9-]+\\.json"))
                    .sorted(Comparator.comparing(Path::getFileName).reversed())
                    .flatMap(file -> read(file).stream())
                    .filter(kept -> of(kept, source))
                    .map(FenceFigures::sentence)
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException("the figures in " + folder + " cannot be listed: " + e, e);
        }
    }

    private static boolean of(JsonNode kept, String source) {
        for (JsonNode server : kept.path("servers")) {
            if (server.path("role").asText().equals("source")) {
                return server.path("endpoint").asText().equals(source)
                        && server.path("shares").size() > 0
                        && server.path("leaked").isNull();
            }
        }
        return false;
    }

    private static String sentence(JsonNode kept) {
        List<String> parts = new ArrayList<>();
        for (JsonNode server : kept.path("servers")) {
            for (Share share : Share.values()) {
                JsonNode took = server.path("shares").path(share.key());
                if (!took.isMissingNode()) {
                    parts.add(server.path("role").asText() + " " + share.key() + " "
                            + millis((long) (took.path("p50Millis").asDouble() * MICROS)) + " (95 of 100 in "
                            + millis((long) (took.path("p95Millis").asDouble() * MICROS)) + ")");
                }
            }
        }
        return "the fences were measured " + kept.path("measured").asText() + ": " + String.join(", ", parts)
                + (kept.path("tablesMillis").isNumber()
                        ? "; the latch opens all tables of the source in about "
                                + kept.path("tablesMillis").asLong() + " ms"
                        : "");
    }

    private static Optional<JsonNode> read(Path file) {
        try {
            return Optional.of(JSON.readTree(file.toFile()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
