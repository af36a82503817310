package dev.evenkeel.environment;

import dev.evenkeel.journal.Observer;
import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.Secret;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The door to the servers of a profile. */
public final class Environment {
    private Environment() {}

    /**
     * Everything that keeps the servers of a profile from being started or reached, one sentence each. Nothing is started
     * or changed. Answers before a run begins what {@link #open} would end it with.
     */
    public static List<String> problems(Profile profile) {
        List<String> problems = new ArrayList<>(profile.servers().problems(profile));
        problems.addAll(profile.traffic().problems());
        return List.copyOf(problems);
    }

    /**
     * Reaches the given servers of a profile, to read from them.
     *
     * @param learn receives every password before it is used, so that none is ever written
     * @throws Misconfigured when one cannot be reached, or the profile starts its servers itself
     */
    public static Servers reach(Profile profile, Consumer<Secret> learn) {
        learnPasswords(profile, learn);
        return profile.servers().reach(profile);
    }

    /**
     * Starts or reaches the servers of a profile.
     *
     * @param logs where the logs of servers started for the run are kept
     * @param learn receives every password before it is used, so that none is ever written
     * @param say receives what takes time
     * @throws Misconfigured when the profile's servers cannot be had; nothing is left running then
     */
    public static Servers open(
            Profile profile, Observer observer, Path logs, Consumer<Secret> learn, Consumer<String> say) {
        // Nothing that a clock decides: it is shown at most.
        return open(profile, observer, logs, learn, say, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), call -> {});
    }

    /**
     * The same for servers of a cloud.
     *
     * @param clock the time of day
     * @param calls receives every call to its control plane, as long as the servers are open
     */
    public static Servers open(
            Profile profile,
            Observer observer,
            Path logs,
            Consumer<Secret> learn,
            Consumer<String> say,
            Clock clock,
            Consumer<ApiCall> calls) {
        learnPasswords(profile, learn);
        return profile.servers().open(profile, new Opening(observer, logs, learn, say, clock, calls));
    }

    private static void learnPasswords(Profile profile, Consumer<Secret> learn) {
        profile.replication().map(Login::password).ifPresent(learn);
        profile.application()
                .flatMap(Profile.Application::login)
                .map(Login::password)
                .ifPresent(learn);
        profile.servers().secrets().forEach(learn);
    }
}
