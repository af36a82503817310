package dev.evenkeel.provision.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.environment.Profile;
import dev.evenkeel.environment.Role;
import dev.evenkeel.provision.Provision;
import dev.evenkeel.provision.embedded.FoundingLists;
import dev.evenkeel.provision.programs.ServerHome;
import dev.evenkeel.provision.standin.StandInOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** An option that a server does not know keeps it from starting: none is passed unless as one that it may pass over. */
class ServerOptionsTest {
    private static final List<String> VERSIONS = ServerHome.ARTIFACT_VERSIONS;
    private static final Path ENVIRONMENTS = Path.of("environments");

    @Test
    void are_known_to_10_0_24() {
        assertThat(ours().stream().map(FoundingLists::refusal).flatMap(Optional::stream))
                .isEmpty();
    }

    @Test
    void that_10_0_24_lacks_are_refused_by_its_list() {
        assertThat(FoundingLists.refusal("--enforce-storage-engine="))
                .contains("unknown variable" + " 'enforce-storage-engine='");
        assertThat(FoundingLists.refusal("--mysql56_temporal_format=0")).isPresent();
        assertThat(FoundingLists.refusal("--loose-mysql56_temporal_format=0")).isEmpty();
        assertThat(FoundingLists.refusal("--max-allowed-packet=1M")).isEmpty();
    }

    /** Where a server that only reads its options puts what it begins with. */
    @TempDir
    Path folder;

    /** The server itself reads them, says what it makes of them, and ends. */
    @ParameterizedTest
    @FieldSource("VERSIONS")
    void are_known_to_every_version_that_can_be_started(String version) throws Exception {
        ServerHome home = ServerHome.ofArtifact(version, line -> {});
        List<String> command = new ArrayList<>(List.of(
                home.server().toString(),
                "--no-defaults",
                "--lc-messages-dir=" + home.share(),
                "--datadir=" + folder,
                "--basedir=" + home.folder()));
        command.addAll(ours());
        ServerHome.userOption().ifPresent(command::add);
        command.addAll(List.of("--verbose", "--help"));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        home.addLibraries(builder.environment());

        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        // 10.1.8 breaks down before its help, and after it has read its options.
        assertThat(said).contains(version.equals("10.1.8") ? "got signal 11" : "--max-connections=#");
        assertThat(said.lines().filter(line -> line.matches(".*\\[ERROR].* unknown (option|variable) .*")))
                .isEmpty();
        process.waitFor();
    }

    @Test
    void of_the_profiles_that_may_start_a_10_0_are_known_to_it() {
        List<String> refused = new ArrayList<>();
        int old = 0;
        for (Profile profile : profiles()) {
            if (!(profile.servers() instanceof ContainerProvider provider)) {
                continue;
            }
            for (Map.Entry<Role, GivenContainer> server : provider.specs().entrySet()) {
                GivenContainer container = server.getValue();
                if (container.images().stream().anyMatch(image -> image.contains(":10.0."))) {
                    old++;
                    StandInOptions.of(container.options()).stream()
                            .map(FoundingLists::refusal)
                            .flatMap(Optional::stream)
                            .forEach(why -> refused.add(profile.name() + " " + server.getKey() + ": " + why));
                }
            }
        }
        assertThat(old).isPositive();
        assertThat(refused).isEmpty();
    }

    /** All that evenkeel itself passes: to every server, to containers, and where a data folder is initialised. */
    private static List<String> ours() {
        List<String> options = new ArrayList<>(StandInOptions.of(Role.SOURCE));
        options.addAll(new ContainerSpec(
                        new GivenContainer(List.of("any"), Optional.empty(), Map.of(), false, Optional.empty()),
                        Role.SOURCE,
                        false)
                .command("/init.sql"));
        options.removeIf(option -> option.startsWith("--init-file"));
        options.addAll(written("environments/images/entrypoint.sh", "--bootstrap"));
        options.addAll(written(
                "src/main/java/dev/evenkeel/provision/embedded/DataTemplate.java", "--(?!no-defaults|bootstrap)"));
        return options.stream().distinct().toList();
    }

    /** The options in the lines of a file that hold something, those with a value made up there left out. */
    private static List<String> written(String file, String holding) {
        try {
            Pattern option = Pattern.compile("--[a-z][a-z-]+(=[A-Za-z0-9]*)?(?=[\\s\"]|$)");
            return Files.readAllLines(Path.of(file)).stream()
                    .filter(line -> Pattern.compile(holding).matcher(line).find())
                    .flatMap(line -> option.matcher(line).results().map(found -> found.group()))
                    .filter(found -> !List.of("--bootstrap", "--no-defaults", "--skip-log-bin")
                            .contains(found))
                    .filter(found -> !found.matches("--(basedir|lc-messages-dir|datadir|innodb-log-file-size)=?"))
                    .collect(Collectors.toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Profile> profiles() {
        try (Stream<Path> files = Files.walk(ENVIRONMENTS)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .filter(file -> !file.getFileName().toString().contains("example"))
                    .map(file -> Provision.profiles().read(file.toString(), ENVIRONMENTS))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
