package dev.evenkeel.provision.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.catalog.server.Encryption;
import dev.evenkeel.environment.Environment;
import dev.evenkeel.environment.Machine;
import dev.evenkeel.environment.Profile;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.provision.Provision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that encrypts everything, one that has a key and does not use it for tables, and one that has none. */
class EncryptedContainersTest {
    @TempDir
    Path folder;

    @Test
    void encryption_is_said_where_it_is_and_nowhere_else() throws IOException {
        TestDocker.need("10.11");
        Path file = folder.resolve("encrypted.yaml");
        Files.writeString(file, """
                kind: containers
                servers:
                  source: {image: 'evenkeel/mariadb:10.11', encrypted: true, options: {innodb_encrypt_tables: OFF}}
                  replica: {image: 'evenkeel/mariadb:10.11'}
                  target: {image: 'evenkeel/mariadb:10.11', encrypted: true, disk: 512m}
                """);
        Profile profile = Provision.profiles().read(file.toString(), folder);

        try (Servers servers = Environment.open(profile, Observer.NONE, folder, secret -> {}, line -> {})) {
            try (Session source = servers.master(Role.SOURCE).open()) {
                source.execute("CREATE DATABASE open_tables");
                source.execute("CREATE TABLE open_tables.t (id INT PRIMARY KEY)");
            }
            Encryption half = read(servers, Role.SOURCE);
            assertThat(half.state()).isEqualTo(Encryption.State.NOT_ENCRYPTED);
            assertThat(half.evidence()).contains("tablespaces are not encrypted");
            assertThat(half.details()).anyMatch(line -> line.startsWith("tablespace open_tables/t: "));
            assertThat(read(servers, Role.REPLICA).state()).isEqualTo(Encryption.State.NOT_SHOWN);

            String mark = "MARKOFTHEROW";
            try (Session target = servers.master(Role.TARGET).open()) {
                target.execute("CREATE DATABASE closed_tables");
                target.execute("CREATE TABLE closed_tables.t (id INT PRIMARY KEY, text VARCHAR(50))");
                target.execute("INSERT INTO closed_tables.t VALUES (1, ?)", mark);
            }
            Encryption whole = read(servers, Role.TARGET);
            assertThat(whole.state()).isEqualTo(Encryption.State.ENCRYPTED);
            assertThat(whole.details())
                    .anyMatch(
                            line -> line.matches("tablespace closed_tables/t: scheme 1, oldest key version [1-9]\\d*"))
                    .contains("innodb_encrypt_log = ON", "encrypt_binlog = ON", "encrypt_tmp_files = ON");
            Machine machine = servers.machine(Role.TARGET).orElseThrow();
            assertThat(machine.run("grep", "-rlac", mark, "/var/lib/mysql").text())
                    .isEmpty();
        }
        assertThat(TestDocker.leftBehind()).isZero();
    }

    private static Encryption read(Servers servers, Role role) {
        try (Session session = servers.master(role).open()) {
            return Encryption.read(session);
        }
    }
}
