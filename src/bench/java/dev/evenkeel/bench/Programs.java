package dev.evenkeel.bench;

import dev.evenkeel.mariadb.Server;
import dev.evenkeel.transfer.dump.DumpTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** What others would use: the published pipe of command line tools, and mydumper with myloader. */
final class Programs {
    private final Server source;
    private final Server target;
    private final DumpTool dumpTool;
    private final Path folder;

    /** @param folder for dumps and for the files that tell the programs their passwords */
    Programs(Server source, Server target, DumpTool dumpTool, Path folder) {
        this.source = source;
        this.target = target;
        this.dumpTool = dumpTool;
        this.folder = folder;
    }

    void pipe() throws IOException, InterruptedException {
        Path file = folder.resolve("pipe.sql.gz");
        String libraries = dumpTool.libraries()
                .map(path -> "LD_LIBRARY_PATH='" + path + "' ")
                .orElse("");
        shell(libraries + "'" + dumpTool.executable() + "' --defaults-file='" + options(source)
                + "' --single-transaction --routines --triggers --databases bench | gzip > '" + file + "'");
        shell("zcat '" + file + "' | mariadb --defaults-file='" + options(target) + "'");
    }

    void mydumper() throws IOException, InterruptedException {
        Path out = folder.resolve("mydumper");
        shell("rm -rf '" + out + "'");
        shell("mydumper --defaults-file='" + options(source)
                + "' -t 2 -r 100000 -c --trx-consistency-only -B bench -o '" + out + "'");
        shell("myloader --defaults-file='" + options(target) + "' -t 2 -o -d '" + out + "'");
    }

    static boolean installed(String program) throws IOException, InterruptedException {
        return new ProcessBuilder("bash", "-c", "command -v " + program + " >/dev/null")
                        .start()
                        .waitFor()
                == 0;
    }

    private static void shell(String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("bash", "-c", "set -o pipefail; " + command)
                .inheritIO()
                .start();
        if (process.waitFor() != 0) {
            throw new IllegalStateException("failed: " + command);
        }
    }

    private Path options(Server server) throws IOException {
        Path file = folder.resolve(server.name() + ".cnf");
        if (!Files.exists(file)) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            String account = "host=" + server.endpoint().host() + "\nport="
                    + server.endpoint().port() + "\nprotocol=tcp\nuser="
                    + server.login().user() + "\npassword=\""
                    + server.login().password().reveal() + "\"\n";
            Files.writeString(
                    file, "[client]\nloose-skip-ssl\n" + account + "[mydumper]\n" + account + "[myloader]\n" + account);
        }
        return file;
    }
}
