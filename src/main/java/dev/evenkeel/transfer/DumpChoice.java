package dev.evenkeel.transfer;

import dev.evenkeel.environment.DumpProgram;
import dev.evenkeel.environment.DumpPrograms;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.ServerHome;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.ServerVersion;
import dev.evenkeel.mariadb.Session;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The program that dumps a server of a run: the one nearest to its version that is shown to read it. */
public final class DumpChoice {
    private DumpChoice() {}

    /**
     * @param servers whose own programs are looked at first
     * @throws dev.evenkeel.environment.Misconfigured when no program can, with what each said
     */
    public static DumpTool of(Servers servers, Server dumped, Consumer<String> say) {
        return of(
                Stream.of(Role.values())
                        .flatMap(role -> servers.home(role).stream())
                        .distinct()
                        .toList(),
                dumped,
                say);
    }

    /** The same with the programs of these homes, and whatever else can be had. */
    public static DumpTool of(List<ServerHome> homes, Server dumped, Consumer<String> say) {
        ServerVersion version;
        try (Session session = dumped.open()) {
            version = session.version();
        }
        return tool(DumpPrograms.toDump(version, homes, say).choose(each -> DumpTrial.refusal(tool(each), dumped)));
    }

    private static DumpTool tool(DumpProgram program) {
        return new DumpTool(program.executable(), program.libraries());
    }
}
