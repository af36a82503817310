package dev.evenkeel.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.environment.GatePolicy;
import dev.evenkeel.environment.Misconfigured;
import dev.evenkeel.environment.Profile;
import dev.evenkeel.environment.Role;
import dev.evenkeel.mariadb.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of a profile for given servers is one, except for the passwords that its reader must provide. */
class ServersExampleTest {
    private static final Path ENVIRONMENTS = Path.of("environments");

    @TempDir
    private Path folder;

    @Test
    void lacks_nothing_but_the_passwords() {
        assertThatThrownBy(() -> Provision.profiles().read("servers.example", ENVIRONMENTS))
                .isInstanceOfSatisfying(
                        Misconfigured.class,
                        refused -> assertThat(refused.problems()).hasSize(6).allSatisfy(problem -> assertThat(problem)
                                .matches("servers\\.example\\.yaml:\\d+: the password of [a-z_]+:"
                                        + " the environment variable EVENKEEL_[A-Z_]+_PASSWORD is not set; set it")));
    }

    @Test
    void is_read_with_passwords_from_files() throws IOException {
        Profile profile = Provision.profiles().read(example(false).toString(), ENVIRONMENTS);

        assertThat(profile.kind().name()).isEqualTo("servers");
        assertThat(profile.databases())
                .as("a server with others than these could not be moved by it")
                .isEmpty();
        GivenServer source = given(profile, Role.SOURCE);
        assertThat(source.endpoint()).isEqualTo(new Endpoint("source.db.example.com", 3306));
        assertThat(source.parameters()).isPresent();
        assertThat(profile.budgets())
                .isEqualTo(new Profile.Budgets(Duration.ofSeconds(60), Duration.ofMinutes(30), Duration.ofSeconds(10)));
        assertThat(profile.gates()).isEqualTo(Map.of("cutover", GatePolicy.AUTOMATIC));
        assertThat(profile.application()).isEmpty();
    }

    @Test
    void is_read_with_what_it_shows_as_comments() throws IOException {
        Profile profile = Provision.profiles().read(example(true).toString(), ENVIRONMENTS);

        assertThat(given(profile, Role.REPLICA).parameters()).isPresent();
        assertThat(profile.databases()).containsExactly("shop", "billing");
        assertThat(profile.accepted().leftOut()).containsKey("archive");
        assertThat(profile.accepted().settings()).containsKey("max_connections");
        assertThat(profile.accepted().accounts()).containsKey("'app'@'%'");
        assertThat(profile.application()).hasValueSatisfying(application -> assertThat(application.login())
                .isPresent());
        assertThat(profile.traffic())
                .isEqualTo(new EndpointFileKind.Chosen(Optional.of(Path.of("/srv/app/database.endpoint"))));
    }

    private static GivenServer given(Profile profile, Role role) {
        return ((GivenProvider) profile.servers()).servers().get(role);
    }

    /** With one password file for all references, and where wanted with the keys that are in comments. */
    private Path example(boolean withComments) throws IOException {
        Path password = Files.writeString(folder.resolve("password"), "not a secret\n");
        String text = Files.readString(ENVIRONMENTS.resolve("servers.example.yaml"))
                .replaceAll("env:EVENKEEL_[A-Z_]+", "file:" + password);
        if (withComments) {
            text = text.replaceAll("(?m)^( *)# ( *[a-z][A-Za-z]*:( .*)?)$", "$1$2");
        }
        return Files.writeString(folder.resolve("example.yaml"), text);
    }
}
