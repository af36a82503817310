package dev.evenkeel.approval;

import dev.evenkeel.environment.GatePolicy;
import dev.evenkeel.event.EventCodec;
import dev.evenkeel.journal.Journal;
import dev.evenkeel.journal.JournalReader;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.journal.Redactor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A gate of a run that is under way, and people with keys of their own. */
abstract class AskedGate {
    static final String PLAN = "ab".repeat(32);
    static final Starter STARTER = new Starter(Set.of("deploy", "dave"), Set.of());

    @TempDir
    Path folder;

    final Map<String, SshSigner> people = new HashMap<>();
    final Set<String> listed = new java.util.TreeSet<>();
    Path signers;
    Path run;
    SshKeygen keygen;
    Instant now = Instant.parse("2026-11-30T12:00:00Z");

    final Clock clock = new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    };
    Journal journal;
    final GateRequest request = request(1, "Same; 25 tables, 23,085 rows");

    @BeforeEach
    void begin() throws IOException {
        keygen = SshKeygen.in(folder);
        run = Files.createDirectory(folder.resolve("r-1"));
        signers = folder.resolve("allowed_signers");
        journal = Journal.create(run, clock, new Redactor(), Observer.NONE);
        for (String name : List.of("alice", "bob", "carol", "dave")) {
            person(name, name + "@example.com");
        }
    }

    @AfterEach
    void end() {
        journal.close();
    }

    void person(String name, String principals) throws IOException {
        Path key = keygen.key(name, "-t", "ed25519");
        people.put(name, SshSigner.with(Optional.of(key), folder, Map.of(), line -> {}));
        listed.add(principals + " " + SshKeygen.publicKey(key) + "\n");
        Files.writeString(signers, String.join("", listed));
    }

    GateRequest request(long attempt, String rows) {
        return new GateRequest(
                "r-1",
                PLAN,
                "cutover",
                attempt,
                now,
                "shop-new",
                List.of(new GateRequest.Shown("rows", rows)),
                "writes are stopped and the application is switched to shop-new",
                "what had begun is undone; the source serves",
                Duration.ofHours(2),
                "");
    }

    GatePolicy policy(int approve, String... of) {
        return new GatePolicy(
                false,
                approve,
                Optional.of(signers),
                List.of(of),
                true,
                Duration.ofHours(2),
                Optional.of(Duration.ofMinutes(10)),
                Optional.of("CHG-[0-9]+"),
                List.of());
    }

    Gatekeeper keeper(GatePolicy policy) {
        return new Gatekeeper(policy, journal, STARTER, clock, ZoneOffset.UTC);
    }

    Path answers(String who, Answer.Word word, GateRequest to) {
        String ticket = word == Answer.Word.APPROVE ? "CHG-17" : "";
        String reason = word == Answer.Word.APPROVE ? "" : "the lag grows";
        return people.get(who).sign(to.answered(word, ticket, reason, now)).write(run);
    }

    GateState look(GatePolicy policy) {
        return keeper(policy).look(request, Optional.of(now.minusSeconds(60)));
    }

    static String refusals(GateState state) {
        return String.join(
                "; ", state.refused().stream().map(GateState.Refused::why).toList());
    }

    <E> List<E> events(Class<E> type) {
        return JournalReader.read(run).stream()
                .map(EventCodec::read)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }
}
