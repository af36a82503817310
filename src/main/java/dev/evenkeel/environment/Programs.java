package dev.evenkeel.environment;

import dev.evenkeel.mariadb.ServerVersion;
import java.util.Optional;

/** MariaDB's programs of one version: those that a server of the run came from, or some that can be fetched. */
public interface Programs {
    ServerVersion version();

    /**
     * The program that dumps a server, fetched when it must be; empty where there is none among them.
     *
     * @throws Misconfigured when they cannot be had
     */
    Optional<DumpProgram> dump();
}
