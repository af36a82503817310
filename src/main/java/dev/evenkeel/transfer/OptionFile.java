package dev.evenkeel.transfer;

import dev.evenkeel.mariadb.Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Address and password for a MariaDB program, in a file that only its owner can read, for as long as the program needs
 * to open it. Arguments and environment are open to other accounts of the machine.
 */
final class OptionFile implements AutoCloseable {
    private final Path folder;
    private final Path file;

    private OptionFile(Path folder) {
        this.folder = folder;
        this.file = folder.resolve("client.cnf");
    }

    static OptionFile write(Server server) {
        try {
            OptionFile options = new OptionFile(Files.createTempDirectory(
                    "evenkeel-", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))));
            Files.createFile(
                    options.file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(options.file, content(server), StandardCharsets.UTF_8, StandardOpenOption.WRITE);
            return options;
        } catch (IOException e) {
            throw new UncheckedIOException("no private file for the dump program's password can be written: " + e, e);
        }
    }

    static String content(Server server) {
        return "[client]\n"
                + "host=" + quoted(server.endpoint().host()) + "\n"
                + "port=" + server.endpoint().port() + "\n"
                + "protocol=tcp\n"
                + "user=" + quoted(server.login().user()) + "\n"
                + "password=" + quoted(server.login().password().reveal()) + "\n"
                // Tools from 11.4 on would refuse servers without TLS.
                + "loose-skip-ssl-verify-server-cert\n";
    }

    Path file() {
        return file;
    }

    /** Deletes the file; may be called again. */
    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("the password file " + file + " cannot be deleted; delete it: " + e, e);
        }
    }

    private static String quoted(String value) {
        return '"'
                + value.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r")
                        .replace("\t", "\\t")
                + '"';
    }
}
