package dev.evenkeel.approval;

import dev.evenkeel.environment.Misconfigured;
import dev.evenkeel.journal.OrdinaryFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is asked at a gate, and the evidence for it: a file of the run's folder, {@code gates/ID-ATTEMPT.json}, that whoever
 * answers reads. It does not change once it is written; a run that has other evidence to show asks again, in a new attempt.
 *
 * @param run the id of the run
 * @param plan SHA-256 of the plan that the run carries out
 * @param gate the gate's id in the runbook
 * @param attempt from 1, counted for each gate of a run
 * @param opened when it was asked
 * @param target what the decision is about; at a terminal, a person types it
 * @param shown the evidence
 * @param yes what an approval does
 * @param no what a rejection does
 * @param expires how long an approval is good for
 * @param ticket the expression that a ticket must match; empty where none is needed
 */
public record GateRequest(
        String run,
        String plan,
        String gate,
        long attempt,
        Instant opened,
        String target,
        List<Shown> shown,
        String yes,
        String no,
        Duration expires,
        String ticket) {
    static final String FOLDER = "gates";

    public GateRequest {
        Fields.name("run", run);
        Fields.digest("plan", plan);
        Fields.name("gate", gate);
        Fields.attempt(attempt);
        opened = Fields.seconds(opened);
        Fields.line("target", target);
        Fields.line("yes", yes);
        Fields.line("no", no);
        Fields.line("ticket", ticket);
        if (expires.isNegative() || expires.isZero()) {
            throw new SshData.Malformed("its expires is not a time");
        }
        shown = List.copyOf(shown);
    }

    /** A line of the evidence, such as {@code rows} and {@code Same; 25 tables, 23,085 rows}. */
    public record Shown(String what, String value) {
        public Shown {
            Fields.line("what", what);
            Fields.line("value", value);
        }
    }

    /** SHA-256 of all that is shown. Whoever answers signs it. */
    public String evidence() {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of("target", target));
        shown.forEach(line -> lines.add(List.of(line.what(), line.value())));
        lines.add(List.of("yes", yes));
        lines.add(List.of("no", no));
        return HexFormat.of().formatHex(SshKey.digest("SHA-256", JsonFile.bytes(lines)));
    }

    /**
     * An answer to this, not signed yet.
     *
     * @throws Misconfigured when ticket or reason are not as needed
     */
    public Answer answered(Answer.Word word, String given, String reason, Instant now) {
        if (word == Answer.Word.APPROVE && !ticket.isEmpty() && !given.matches(ticket)) {
            throw new Misconfigured("the ticket is '" + given + "', must match " + ticket + "; give it by --ticket");
        }
        try {
            return new Answer(run, plan, gate, attempt, evidence(), word, given, reason, now, now.plus(expires), "");
        } catch (SshData.Malformed e) {
            throw new Misconfigured("the answer cannot be signed: " + e.getMessage());
        }
    }

    /** Writes it into the run's folder. */
    public Path write(Path folder) {
        return JsonFile.write(
                folder.resolve(FOLDER).resolve(gate + "-" + attempt + ".json"),
                new Written(
                        Written.FORM,
                        run,
                        plan,
                        gate,
                        attempt,
                        opened.toString(),
                        target,
                        shown,
                        yes,
                        no,
                        expires.toString(),
                        ticket,
                        evidence()));
    }

    /**
     * What a run asks at a gate now: its last attempt.
     *
     * @throws Misconfigured when it asks nothing there, with the gates that it asks at, or the file is not as a run writes it
     */
    public static GateRequest latest(Path folder, String gate) {
        List<Place> places = places(folder);
        return places.stream()
                .filter(place -> place.gate().equals(gate))
                .max(java.util.Comparator.comparingLong(Place::attempt))
                .map(place -> read(folder, place.file()))
                .orElseThrow(() -> new Misconfigured("the run in " + folder + " asks nothing at a gate '" + gate + "'; "
                        + (places.isEmpty()
                                ? "it has not reached a gate yet"
                                : "it has asked at "
                                        + String.join(
                                                ", ",
                                                places.stream()
                                                        .map(Place::gate)
                                                        .distinct()
                                                        .sorted()
                                                        .toList()))));
    }

    /** The last attempt at each gate that was asked at. */
    public static List<GateRequest> all(Path folder) {
        return places(folder).stream()
                .map(Place::gate)
                .distinct()
                .sorted()
                .map(gate -> latest(folder, gate))
                .toList();
    }

    /** One that was handed on as a file. */
    public static GateRequest handedOn(Path file) {
        Path whole = file.toAbsolutePath();
        return read(whole.getParent(), whole.getFileName().toString());
    }

    private static GateRequest read(Path folder, String name) {
        try {
            return JsonFile.read(folder, name, Written.class).request();
        } catch (SshData.Malformed | OrdinaryFile.Unfit e) {
            throw new Misconfigured(folder.resolve(name) + " is not what a run writes at a gate: " + e.getMessage());
        } catch (IOException e) {
            throw new Misconfigured(folder.resolve(name) + " cannot be read; check its path and rights");
        }
    }

    private record Place(String gate, long attempt, String file) {
        static Optional<Place> of(String name) {
            int dash = name.lastIndexOf('-');
            return name.matches("[\\w.-]{1,100}-[1-9]\\d{0,8}\\.json")
                    ? Optional.of(new Place(
                            name.substring(0, dash),
                            Long.parseLong(name.substring(dash + 1, name.length() - ".json".length())),
                            FOLDER + "/" + name))
                    : Optional.empty();
        }
    }

    private static List<Place> places(Path folder) {
        Path gates = folder.resolve(FOLDER);
        if (!Files.isDirectory(gates)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(gates)) {
            return files.map(file -> file.getFileName().toString())
                    .flatMap(name -> Place.of(name).stream())
                    .toList();
        } catch (IOException e) {
            throw new Misconfigured(gates + " cannot be read; check its rights");
        }
    }

    /** As it is in the file. */
    private record Written(
            int form,
            String run,
            String plan,
            String gate,
            long attempt,
            String opened,
            String target,
            List<Shown> shown,
            String yes,
            String no,
            String expires,
            String ticket,
            String evidence) {
        static final int FORM = 1;

        GateRequest request() {
            if (form != FORM) {
                throw new SshData.Malformed("its form is " + form + ", this version reads " + FORM);
            }
            GateRequest request = new GateRequest(
                    run,
                    plan,
                    gate,
                    attempt,
                    Fields.instant("opened", opened),
                    target,
                    shown,
                    yes,
                    no,
                    Fields.duration(expires),
                    ticket);
            if (!request.evidence().equals(evidence)) {
                throw new SshData.Malformed("its digest of the evidence is not that of what it shows");
            }
            return request;
        }
    }
}
