package dev.evenkeel.provision.containers;

import dev.evenkeel.environment.Role;
import dev.evenkeel.mariadb.Secret;
import dev.evenkeel.provision.standin.StandInOptions;
import dev.evenkeel.provision.standin.StandInServers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How one server's container is started, with what only this run knows: its passwords and the key it encrypts with. */
final class ContainerSpec {
    /** Entry points want to be told a password for root, or that there is none; {@link ContainerAccounts} ends that account. */
    static final List<String> ENVIRONMENT =
            List.of("MARIADB_ALLOW_EMPTY_ROOT_PASSWORD=yes", "MYSQL_ALLOW_EMPTY_PASSWORD=yes");

    private static final String KEYS = "/evenkeel/keys";
    /** Settings for which images and versions differ: one and the same everywhere, unless the profile says otherwise. */
    private static final List<String> PINNED =
            List.of("--character-set-server=latin1", "--collation-server=latin1_swedish_ci", "--loose-skip-ssl");

    private static final List<String> ENCRYPTING = List.of(
            "--plugin-load-add=file_key_management",
            "--loose-file-key-management-filename=" + KEYS,
            "--innodb-encrypt-tables=FORCE",
            "--innodb-encrypt-log=ON",
            "--innodb-encryption-threads=4",
            "--encrypt-binlog=ON",
            "--encrypt-tmp-files=ON",
            "--aria-encrypt-tables=ON",
            "--encrypt-tmp-disk-tables=ON",
            "--loose-innodb-encrypt-temporary-tables=ON");

    private final GivenContainer given;
    private final Role role;
    private final boolean encrypted;
    private final Secret adminPassword = StandInServers.randomPassword();
    private final Secret key = new Secret(StandInServers.randomHex(32));

    /** @param canEncrypt the image carries the plugin that keeps the key */
    ContainerSpec(GivenContainer given, Role role, boolean canEncrypt) {
        this.given = given;
        this.encrypted = given.encrypted() && canEncrypt;
        this.role = role;
    }

    List<Secret> secrets() {
        return List.of(adminPassword, key);
    }

    Secret adminPassword() {
        return adminPassword;
    }

    Optional<Integer> port() {
        return given.port();
    }

    List<String> command(String initFile) {
        List<String> options = new ArrayList<>(StandInOptions.of(role));
        options.addAll(PINNED);
        if (encrypted) {
            options.addAll(ENCRYPTING);
        }
        options.add("--init-file=" + initFile);
        options.addAll(StandInOptions.of(given.options()));
        return options;
    }

    Map<String, String> files() {
        return encrypted ? Map.of(KEYS, "1;" + key.reveal() + "\n") : Map.of();
    }

    Map<String, String> tmpfs() {
        return given.disk()
                .map(size -> Map.of("/var/lib/mysql", "size=" + size))
                .orElse(Map.of());
    }
}
