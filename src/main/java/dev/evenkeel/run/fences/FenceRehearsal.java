package dev.evenkeel.run.fences;

import dev.evenkeel.environment.Environment;
import dev.evenkeel.environment.Fence;
import dev.evenkeel.environment.Misconfigured;
import dev.evenkeel.environment.Profile;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.journal.PrivateFiles;
import dev.evenkeel.journal.Redactor;
import dev.evenkeel.lease.Holder;
import dev.evenkeel.lease.Lease;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Secret;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.provision.trial.FenceTrial;
import dev.evenkeel.provision.trial.Tried;
import dev.evenkeel.replication.control.ReplicaStatus;
import dev.evenkeel.replication.writes.BeforeFreeze;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** The fence of a profile, tried on its source and its target. */
public final class FenceRehearsal {
    /** For one that was killed and whose end its servers have not noticed yet. */
    private static final Duration LEASE_PATIENCE = Duration.ofSeconds(8);

    private static final Duration LONG_TRANSACTION = Duration.ofSeconds(1);

    private final Profile profile;
    private final int rounds;
    private final Holder holder;
    private final Clock clock;
    private final BooleanSupplier stopped;
    private final Consumer<Secret> learn;
    private final Consumer<String> say;

    /**
     * @param holder who keeps runs off these servers meanwhile
     * @param redactor receives every password before it is used
     */
    public FenceRehearsal(
            Profile profile,
            int rounds,
            Holder holder,
            Clock clock,
            BooleanSupplier stopped,
            Redactor redactor,
            Consumer<String> say) {
        this.profile = profile;
        this.rounds = rounds;
        this.holder = holder;
        this.clock = clock;
        this.stopped = stopped;
        this.learn = secret -> redactor.learn(secret.reveal());
        this.say = say;
    }

    /**
     * @param reports where the logs of servers go that are started for this
     * @throws Misconfigured when nothing can be tried; nothing was changed
     * @throws dev.evenkeel.lease.LeaseTaken when a run is at work on these servers
     */
    public FenceFigures measure(Path reports) {
        List<String> problems = Environment.problems(profile);
        if (!problems.isEmpty()) {
            throw new Misconfigured(problems);
        }
        try (Servers servers = Environment.open(profile, Observer.NONE, logs(reports), learn, say)) {
            if (profile.fence()
                    .narrowed(Role.SOURCE, servers, "none", "none", statement -> {})
                    .isEmpty()) {
                throw new Misconfigured("the fence of " + profile.name()
                        + " closes whole servers, so it cannot be measured beside others who write; rehearse on servers of"
                        + " your own, or give fence: latch or fence: accounts");
            }
            List<Role> roles = List.of(Role.SOURCE, Role.TARGET).stream()
                    .filter(servers::there)
                    .toList();
            try (Lease lease = Lease.take(roles.stream().map(servers::master).toList(), holder, LEASE_PATIENCE)) {
                List<String> refused = new ArrayList<>();
                List<String> delays = new ArrayList<>();
                Optional<Duration> latch = source(servers, refused, delays);
                List<Tried> tried = new ArrayList<>();
                for (Role role : roles) {
                    if (!stopped.getAsBoolean() && mayBeTried(role, servers, refused)) {
                        lease.ensureHeld();
                        say.accept("trying the fence on the " + role + ", " + rounds + " rounds");
                        tried.add(tried(role, servers));
                    }
                }
                return new FenceFigures(
                        clock.instant(), profile.name(), tried, latch, refused, delays, stopped.getAsBoolean());
            }
        } catch (DatabaseException e) {
            throw new Misconfigured(e.getMessage() + "; evenkeel doctor -e " + profile.name() + " says more");
        }
    }

    private Path logs(Path reports) {
        try {
            // Servers that are started for this leave nothing that a report would name.
            return profile.kind().ours() ? PrivateFiles.temporaryFolder("evenkeel-fences-") : reports;
        } catch (IOException e) {
            throw new Misconfigured("no folder for the servers' logs can be made (" + e + ")");
        }
    }

    private Tried tried(Role role, Servers servers) {
        return FenceTrial.on(
                        role,
                        profile.fence(),
                        servers,
                        rounds,
                        profile.budgets().drain(),
                        stopped,
                        learn)
                .orElseThrow();
    }

    /** What was done on one that follows would be between what it follows, and perhaps stop it. */
    private static boolean mayBeTried(Role role, Servers servers, List<String> refused) {
        if (role != Role.TARGET) {
            return true;
        }
        try (Session session = servers.master(role).open()) {
            boolean follows = ReplicaStatus.read(session).isPresent();
            if (follows) {
                refused.add(
                        "the target follows a source, so nothing was tried there: it must be written to by that alone");
            }
            return !follows;
        }
    }

    /**
     * Looks at what prevents the source's fence as a run would use it; answers what taking the latch would cost, where
     * there is one.
     */
    private Optional<Duration> source(Servers servers, List<String> refused, List<String> delays) {
        Fence fence = profile.fence().of(Role.SOURCE, servers, statement -> {});
        refused.addAll(fence.problems());
        fence.passes().ifPresent(delays::addAll);
        try (Session source = servers.master(Role.SOURCE).openPinned()) {
            delays.addAll(BeforeFreeze.longTransactions(
                    source,
                    LONG_TRANSACTION,
                    Set.of(servers.master(Role.SOURCE).login().user())));
            delays.addAll(BeforeFreeze.runningDefinitions(source));
            delays.addAll(BeforeFreeze.prepared(source));
        }
        return fence.prepare();
    }
}
