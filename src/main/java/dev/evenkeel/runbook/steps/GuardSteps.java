package dev.evenkeel.runbook.steps;

import dev.evenkeel.catalog.account.Need;
import dev.evenkeel.environment.Profile;
import dev.evenkeel.environment.Role;
import dev.evenkeel.event.Numbered;
import dev.evenkeel.event.ParityEvent;
import dev.evenkeel.event.Verdict;
import dev.evenkeel.journal.JournalReader;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.replication.control.ReplicaStatus;
import dev.evenkeel.replication.writes.BeforeFreeze;
import dev.evenkeel.replication.writes.Guest;
import dev.evenkeel.runbook.glue.Does;
import dev.evenkeel.runbook.glue.Effect;
import dev.evenkeel.runbook.glue.Grants;
import dev.evenkeel.runbook.glue.Needs;
import dev.evenkeel.runbook.glue.Obstacle;
import dev.evenkeel.runbook.glue.RunContext;
import dev.evenkeel.runbook.steps.own.Found.TargetsLag;
import dev.evenkeel.runbook.steps.own.Moved;
import dev.evenkeel.runbook.steps.own.Sites;
import io.cucumber.java.en.Given;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What must hold before anybody is asked whether to freeze. Everything that does not is reported at once. */
public final class GuardSteps {
    private final RunContext run;
    private final Sites sites;
    private final Moved moved;

    public GuardSteps(RunContext run, Sites sites, Moved moved) {
        this.run = run;
        this.sites = sites;
        this.moved = moved;
    }

    @Does(
            value = Effect.READ_ONLY,
            what =
                    "no transaction older than guard.transaction that has written or locked rows, no DDL, no prepared XA, no"
                            + " source of its own unless the profile says so, no more sessions than guard.sessions")
    @Grants(on = Role.SOURCE, value = Need.SESSIONS)
    @Given("nothing on the source would hold up the freeze")
    public void source_is_free() {
        Profile.Guard guard = run.profile().guard();
        List<String> problems = new ArrayList<>();
        try (Session source = run.master(Role.SOURCE).openPinned()) {
            problems.addAll(BeforeFreeze.longTransactions(source, guard.transaction(), own(Role.SOURCE)));
            problems.addAll(BeforeFreeze.runningDefinitions(source));
            problems.addAll(BeforeFreeze.prepared(source));
            long connected = BeforeFreeze.connected(source);
            guard.sessions()
                    .filter(most -> connected > most)
                    .ifPresent(most -> problems.add(connected + " sessions are open, at most " + most
                            + " may be (guard.sessions); freeze when fewer are"));
            long events = BeforeFreeze.activeEvents(source);
            run.note("source: " + connected + " sessions are open, and its event scheduler runs " + events + " events");
        }
        sites.replication(Role.SOURCE)
                .status()
                .filter(status -> !status.stopped() && !guard.sourceMayFollow())
                .ifPresent(
                        status -> problems.add("it follows another server, whose changes no freeze keeps out; stop that"
                                + " replication, or say guard.sourceMayFollow: true"));
        refuse("source", problems);
    }

    @Does(
            value = Effect.READ_ONLY,
            what =
                    "its replication runs without an error, was no further behind than guard.lag, and only this run is connected")
    @Needs(TargetsLag.class)
    @Grants(
            on = Role.TARGET,
            value = {Need.SESSIONS, Need.POSITIONS})
    @Given("the target follows closely, and nobody else is connected to it")
    public void target_is_ready() {
        Profile.Guard guard = run.profile().guard();
        List<String> problems = new ArrayList<>();
        Optional<ReplicaStatus> status = sites.replication(Role.TARGET).status();
        if (status.isEmpty()) {
            problems.add("it follows no source");
        }
        status.flatMap(ReplicaStatus::error).ifPresent(problems::add);
        status.filter(found -> found.error().isEmpty() && !(found.fetching() && found.applying()))
                .ifPresent(found -> problems.add("its replication does not run; start it"));
        Duration behind = run.facts().get(TargetsLag.class).time();
        if (behind.compareTo(guard.lag()) > 0) {
            problems.add("it was " + behind.toMillis() + " ms behind the source, at most "
                    + guard.lag().toMillis() + " ms may be (guard.lag); freeze when less is written");
        }
        try (Session target = run.master(Role.TARGET).openPinned()) {
            Guest.of(target, own(Role.TARGET), Set.copyOf(run.profile().watch().known()))
                    .forEach(
                            guest -> problems.add(guest.user() + "@" + guest.host() + " is connected to it (connection "
                                    + guest.thread()
                                    + "); nobody but this run may be before the switch, so end that connection, or"
                                    + " name the user in watch.known"));
        }
        refuse("target", problems);
    }

    @Does(
            value = Effect.READ_ONLY,
            what = "SUPER or READ_ONLY ADMIN; a deviation names them, for a fence does not stop them")
    @Grants(on = Role.SOURCE, value = Need.OBJECTS)
    @Given("the accounts that could write past the fence are listed")
    public void bypassing_accounts() {
        Optional<List<String>> passes = sites.fence(Role.SOURCE).passes();
        if (passes.isPresent()) {
            passes.get()
                    .forEach(
                            what -> run.deviation(
                                    "source: " + what,
                                    "what they write after the freeze is seen in the binlog, and ends the run before the switch"));
            return;
        }
        Set<String> own = own(Role.SOURCE);
        try (Session source = run.master(Role.SOURCE).openPinned()) {
            List<String> past = BeforeFreeze.pastReadOnly(source).stream()
                    .filter(account -> own.stream().noneMatch(user -> account.startsWith("'" + user + "'@")))
                    .toList();
            if (!past.isEmpty()) {
                run.deviation(
                        "source: read_only does not stop " + String.join(", ", past),
                        "what they write after the freeze is seen in the binlog, and ends the run before the switch");
            }
        }
    }

    @Does(
            value = Effect.READ_ONLY,
            what = "the last comparison of rows that found all the same, against guard.proofAge")
    @Given("the last proof is younger than the profile's limit")
    public void proof_is_young() {
        Duration most = run.profile().guard().proofAge();
        Instant last = Numbered.in(JournalReader.read(run.journal().folder()), ParityEvent.Rows.class)
                .filter(found -> found.event().verdict() == Verdict.SAME)
                .map(Numbered::at)
                .reduce((earlier, later) -> later)
                .orElseThrow(
                        () -> new Obstacle("no comparison of rows has found all the same in this run; prove the target"
                                + " before the freeze"));
        Duration age = Duration.between(last, run.clock().instant());
        if (age.compareTo(most) > 0) {
            throw new Obstacle("the last proof is " + age.toSeconds() + " s old, must be younger than "
                    + most.toSeconds() + " s (guard.proofAge); prove the target again");
        }
    }

    /** This run's accounts on a server. */
    private Set<String> own(Role role) {
        return Stream.concat(
                        moved.ownAccounts().stream(),
                        run.servers().parameters(role).stream()
                                .map(account -> account.login().user()))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static void refuse(String server, List<String> problems) {
        Obstacle.refuse(
                problems.stream().map(problem -> server + ": " + problem).toList());
    }
}
