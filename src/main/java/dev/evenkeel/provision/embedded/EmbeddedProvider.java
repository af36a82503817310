package dev.evenkeel.provision.embedded;

import dev.evenkeel.environment.Misconfigured;
import dev.evenkeel.environment.Opening;
import dev.evenkeel.environment.Profile;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.ServerProvider;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.provision.programs.LocalFiles;
import dev.evenkeel.provision.programs.ServerHome;
import dev.evenkeel.provision.standin.LocalPort;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The embedded servers of one profile, not started yet. */
record EmbeddedProvider(Map<Role, EmbeddedSpec> specs) implements ServerProvider {
    @Override
    public List<String> problems(Profile profile) {
        List<String> problems = new ArrayList<>();
        LocalFiles.cacheProblem().ifPresent(problems::add);
        ServerProcess.socketProblem().ifPresent(problems::add);
        if (specs.values().stream().anyMatch(spec -> spec.version().isPresent())) {
            ServerHome.foreignMachine(System.getProperty("os.name"), System.getProperty("os.arch"))
                    .ifPresent(problems::add);
        }
        specs.forEach((role, spec) -> {
            try {
                spec.home().ifPresent(home -> ServerHome.ofInstalled(home).share());
            } catch (Misconfigured e) {
                e.problems().forEach(problem -> problems.add("servers." + role + ".home: " + problem));
            }
        });
        LocalPort.check(
                specs.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, each -> each.getValue()
                        .port())),
                problems);
        return problems;
    }

    @Override
    public Servers open(Profile profile, Opening opening) {
        return EmbeddedServers.start(specs, profile.tls().demanded(), opening);
    }
}
