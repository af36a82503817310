package dev.evenkeel.doctor;

import dev.evenkeel.environment.Profile;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;

/**
 * What is looked at.
 *
 * @param servers empty where the profile starts them for each run
 * @param reachable the roles whose server answered; of the others nothing more can be found out
 * @param reports the folder of the runs' folders
 */
record Examined(Profile profile, Optional<Servers> servers, Set<Role> reachable, Path reports, Clock clock) {
    Servers there() {
        return servers.orElseThrow();
    }
}
