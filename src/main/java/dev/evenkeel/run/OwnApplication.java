package dev.evenkeel.run;

import dev.evenkeel.catalog.server.ServerIdentity;
import dev.evenkeel.environment.Misconfigured;
import dev.evenkeel.environment.Profile;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.environment.TrafficSwitch;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Endpoint;
import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.workload.Application;
import dev.evenkeel.workload.ApplicationSettings;
import dev.evenkeel.workload.Door;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Starts what the profile has write while it is moved: the application of a rehearsal, or a probe. */
record OwnApplication(Profile profile, Servers servers, TrafficSwitch endpoint, Path ledger, Clock clock) {
    /** Empty where the profile has none. */
    Optional<Application> start(long seed) {
        if (profile.application().isEmpty() || servers.application().isEmpty()) {
            return Optional.empty();
        }
        Profile.Application settings = profile.application().get();
        Login login = servers.application().get();
        try {
            Door door = settings.address()
                    .map(address -> Door.through(address, byId()))
                    .orElseGet(() -> Door.at(endpoint))
                    .reaching(servers::forApplication);
            ApplicationSettings pace =
                    new ApplicationSettings(settings.connections(), settings.writesPerSecond(), seed);
            return Optional.of(settings.probe()
                    .map(table -> Application.probe(table, door, login, pace, ledger, clock))
                    .orElseGet(() -> Application.start(door, login, pace, ledger, clock)));
        } catch (DatabaseException e) {
            throw new Misconfigured("the application cannot write to the source: " + e.getMessage()
                    + "; check the account application: of the profile, or leave it out");
        }
    }

    /** Only a probe writes where others work. */
    Optional<Application> startProbe() {
        return probes(profile) ? start(0) : Optional.empty();
    }

    /** A file that no earlier process of the run has written. */
    static Path ledger(Path folder) {
        Path ledger = folder.resolve("ledger.ndjson");
        for (int process = 2; Files.exists(ledger); process++) {
            ledger = folder.resolve("ledger-" + process + ".ndjson");
        }
        return ledger;
    }

    static boolean probes(Profile profile) {
        return profile.application().flatMap(Profile.Application::probe).isPresent();
    }

    private Map<Long, Endpoint> byId() {
        Map<Long, Endpoint> ids = new HashMap<>();
        for (Role role : Role.values()) {
            if (!servers.there(role)) {
                continue;
            }
            try (Session session = servers.master(role).open()) {
                ids.put(ServerIdentity.serverId(session), servers.master(role).endpoint());
            }
        }
        return ids;
    }
}
