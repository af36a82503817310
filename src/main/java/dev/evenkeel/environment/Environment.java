package dev.evenkeel.environment;

import dev.evenkeel.journal.Observer;
import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The door to the servers of a profile. */
public final class Environment {
    private static final Duration PACE = Duration.ofMillis(50);

    private Environment() {}

    /**
     * Everything that keeps the servers of a profile from being started or reached, one sentence each. Nothing is started
     * or changed. Answers before a run begins what {@link #open} would end it with.
     */
    public static List<String> problems(Profile profile) {
        List<String> problems = new ArrayList<>();
        switch (profile.kind()) {
            case EMBEDDED -> EmbeddedServers.check(profile, problems);
            case CONTAINERS -> ContainerImages.check(profile, problems);
            case SERVERS -> GivenServers.check(profile, problems);
        }
        profile.application()
                .flatMap(Profile.Application::endpoint)
                .map(Path::toAbsolutePath)
                .filter(file ->
                        file.getParent() == null || !Files.isWritable(file.getParent()) || Files.isDirectory(file))
                .ifPresent(file -> problems.add("application.endpoint is " + file
                        + ", which cannot be written; give a file in a folder that is there and can be written"));
        return List.copyOf(problems);
    }

    /**
     * Reaches the given servers of a profile, to read from them.
     *
     * @param learn is told every password before it is used, so that none is ever written
     * @throws Misconfigured when one cannot be reached, or the profile starts its servers itself
     */
    public static Servers reach(Profile profile, Consumer<Secret> learn) {
        if (profile.kind() != Profile.Kind.SERVERS) {
            throw new Misconfigured(
                    "the servers of the profile '" + profile.name() + "' are started for a rehearsal and"
                            + " end with it, so there are none to be compared; give a profile of kind servers, as"
                            + " environments/servers.example.yaml shows");
        }
        learnPasswords(profile, learn);
        GivenServers servers = new GivenServers(profile);
        List<String> problems = new ArrayList<>();
        servers.checkMasters(problems);
        if (!problems.isEmpty()) {
            throw new Misconfigured(problems);
        }
        return servers;
    }

    /**
     * Starts or reaches the servers of a profile.
     *
     * @param logs where the logs of servers started for the run are kept
     * @param learn is told every password before it is used, so that none is ever written
     * @param say is told what takes time
     * @throws Misconfigured when the profile's servers cannot be had; nothing is left running then
     */
    public static Servers open(
            Profile profile, Observer observer, Path logs, Consumer<Secret> learn, Consumer<String> say) {
        learnPasswords(profile, learn);
        return switch (profile.kind()) {
            case EMBEDDED -> EmbeddedServers.start(profile, new Await(observer, PACE), logs, learn, say);
            case CONTAINERS -> ContainerServers.start(profile, new Await(observer, PACE), logs, learn, say);
            case SERVERS -> new GivenServers(profile);
        };
    }

    private static void learnPasswords(Profile profile, Consumer<Secret> learn) {
        profile.replication().map(Login::password).ifPresent(learn);
        profile.application()
                .flatMap(Profile.Application::login)
                .map(Login::password)
                .ifPresent(learn);
        profile.servers().values().forEach(spec -> {
            if (spec instanceof ServerSpec.Given given) {
                learn.accept(given.master().password());
                given.parameters().map(Login::password).ifPresent(learn);
            }
        });
    }
}
