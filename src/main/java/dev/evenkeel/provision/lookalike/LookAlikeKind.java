package dev.evenkeel.provision.lookalike;

import dev.evenkeel.environment.ProfileServers;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.ServerKind;
import dev.evenkeel.environment.ServerProvider;
import dev.evenkeel.environment.yaml.ProfileValues;
import dev.evenkeel.environment.yaml.YamlMap;
import dev.evenkeel.provision.programs.ServerHome;
import dev.evenkeel.provision.standin.StandInOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Instances of the look-alike, started for the run; reached in every way as instances of RDS are. */
public final class LookAlikeKind implements ServerKind {
    private static final String FAULTS = "faults";
    /** The actions that the run may ask for, in place of the documented ones. */
    private static final String ALLOWED = "allowed";

    /**
     * What a profile says of an instance.
     *
     * @param parameters what its parameter group sets
     * @param created by a step of the runbook; it is not there at first
     * @param blueGreen as green of a Blue/Green deployment
     */
    record Spec(String version, boolean encrypted, Map<String, String> parameters, boolean created, boolean blueGreen) {
        Spec {
            parameters = Map.copyOf(parameters);
        }
    }

    @Override
    public String name() {
        return "rds-lookalike";
    }

    @Override
    public boolean ours() {
        return true;
    }

    @Override
    public Set<String> serverKeys() {
        return Set.of("version", "encrypted", "options", "create", "blueGreen");
    }

    @Override
    public Set<String> profileKeys() {
        return Set.of(ALLOWED, FAULTS);
    }

    @Override
    public ServerProvider read(ProfileServers given) {
        return new LookAlikeProvider(
                given.each(LookAlikeKind::spec),
                mishaps(given.profile()),
                Set.copyOf(given.profile().texts(ALLOWED)));
    }

    private static List<Mishap> mishaps(YamlMap profile) {
        List<Mishap> mishaps = new ArrayList<>();
        for (String text : profile.texts(FAULTS)) {
            try {
                mishaps.add(Mishap.parse(text));
            } catch (IllegalArgumentException e) {
                profile.problem(FAULTS, FAULTS + " has '" + text + "', must be " + Mishap.FORMS);
            }
        }
        return mishaps;
    }

    private static Spec spec(YamlMap server, Role role) {
        String versions = String.join(", ", ServerHome.ARTIFACT_VERSIONS);
        String version = server.required("version", "10.11.5");
        if (!version.isEmpty() && !ServerHome.ARTIFACT_VERSIONS.contains(version)) {
            server.problem(
                    "version",
                    server.name("version") + " is '" + version + "'; the look-alike has the versions " + versions);
        } else if (role == Role.TARGET && version.equals("10.1.8")) {
            server.problem(
                    "version",
                    server.name("version")
                            + " is 10.1.8, whose procedures cannot set a master; choose 10.1.13 or newer");
        }
        return new Spec(
                version,
                server.value("encrypted", ProfileValues::yesOrNo, "true or false")
                        .orElse(role == Role.TARGET),
                StandInOptions.read(server),
                role != Role.SOURCE
                        && server.value("create", ProfileValues::yesOrNo, "true or false")
                                .orElse(false),
                role == Role.TARGET
                        && server.value("blueGreen", ProfileValues::yesOrNo, "true or false")
                                .orElse(false));
    }
}
