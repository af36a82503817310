package dev.evenkeel.transfer.dump;

import dev.evenkeel.environment.DumpProgram;
import dev.evenkeel.environment.Misconfigured;
import dev.evenkeel.environment.Programs;
import dev.evenkeel.mariadb.ServerVersion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Chooses the program that dumps a server. One of the server's own major version knows all that it holds, and asks for
 * nothing that it has not; a newer one may ask for too much, an older one overlooks what it does not know.
 */
final class DumpPrograms {
    private final ServerVersion server;
    private final List<Candidate> candidates = new ArrayList<>();

    /** Not fetched unless it is its turn. */
    private record Candidate(ServerVersion version, Supplier<Optional<DumpProgram>> program) {}

    private DumpPrograms(ServerVersion server) {
        this.server = server;
    }

    /**
     * Those that the servers came from, those that a shell would find, and others that are available.
     *
     * @param server the version to be dumped
     */
    static DumpPrograms toDump(ServerVersion server, List<Programs> near, List<Programs> others) {
        DumpPrograms programs = new DumpPrograms(server);
        near.forEach(programs::add);
        DumpProgram.installed().forEach(program -> programs.add(program.version(), () -> Optional.of(program)));
        others.forEach(programs::add);
        return programs;
    }

    private void add(Programs programs) {
        add(programs.version(), programs::dump);
    }

    /** For tests: these and no others. */
    static DumpPrograms among(ServerVersion server, List<DumpProgram> given) {
        DumpPrograms programs = new DumpPrograms(server);
        given.forEach(program -> programs.add(program.version(), () -> Optional.of(program)));
        return programs;
    }

    private void add(ServerVersion version, Supplier<Optional<DumpProgram>> program) {
        if (ownMajor(version) || version.compareTo(server) > 0) {
            candidates.add(new Candidate(version, program));
        }
    }

    /**
     * The nearest that is shown to read the server.
     *
     * @param refusal tries one, and answers why it cannot
     * @throws Misconfigured when none can
     */
    DumpProgram choose(Function<DumpProgram, Optional<String>> refusal) {
        List<String> refused = new ArrayList<>();
        for (Candidate candidate : nearestFirst()) {
            try {
                Optional<DumpProgram> program = candidate.program().get();
                Optional<String> reason = program.flatMap(refusal);
                if (program.isPresent() && reason.isEmpty()) {
                    return program.get();
                }
                reason.ifPresent(why -> refused.add(program.orElseThrow() + ": " + why));
            } catch (Misconfigured e) {
                refused.add(e.getMessage());
            }
        }
        String series = server.major() + "." + server.minor();
        throw new Misconfigured("no mysqldump or mariadb-dump here can read MariaDB " + server
                + (refused.isEmpty()
                        ? ", for there is none of " + series + " or newer"
                        : " (" + String.join("; ", refused) + ")")
                + "; put a mysqldump or mariadb-dump of MariaDB " + series + " in a folder of the PATH");
    }

    /** Its own major version from its patch on, its own before that, then upwards; of two that are as near, the first. */
    private List<Candidate> nearestFirst() {
        Comparator<Candidate> nearest = Comparator.comparing((Candidate each) -> !ownMajor(each.version()))
                .thenComparing(each -> each.version().compareTo(server) < 0)
                .thenComparing(
                        Candidate::version,
                        (one, other) -> one.compareTo(server) < 0 ? other.compareTo(one) : one.compareTo(other));
        return candidates.stream().sorted(nearest).toList();
    }

    private boolean ownMajor(ServerVersion version) {
        return version.major() == server.major() && version.minor() == server.minor();
    }
}
