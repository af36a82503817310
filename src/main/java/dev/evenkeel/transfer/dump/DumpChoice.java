package dev.evenkeel.transfer.dump;

import dev.evenkeel.environment.DumpProgram;
import dev.evenkeel.environment.Programs;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.ServerVersion;
import dev.evenkeel.mariadb.Session;
import java.util.List;
import java.util.stream.Stream;

/** The program that dumps a server of a run: the one nearest to its version that is shown to read it. */
public final class DumpChoice {
    private DumpChoice() {}

    /**
     * @param servers whose own programs are looked at first
     * @param others programs that are available beside those and the machine's own
     * @throws dev.evenkeel.environment.Misconfigured when no program can, with what each said
     */
    public static DumpTool of(Servers servers, List<Programs> others, Server dumped) {
        List<Programs> near = Stream.of(Role.values())
                .flatMap(role -> servers.programs(role).stream())
                .distinct()
                .toList();
        return of(near, others, dumped);
    }

    /** The same with these programs looked at first. */
    public static DumpTool of(List<Programs> near, List<Programs> others, Server dumped) {
        ServerVersion version;
        try (Session session = dumped.open()) {
            version = session.version();
        }
        return tool(DumpPrograms.toDump(version, near, others).choose(each -> DumpTrial.refusal(tool(each), dumped)));
    }

    private static DumpTool tool(DumpProgram program) {
        return new DumpTool(program.executable(), program.libraries());
    }
}
