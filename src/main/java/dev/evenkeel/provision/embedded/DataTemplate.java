package dev.evenkeel.provision.embedded;

import dev.evenkeel.environment.Misconfigured;
import dev.evenkeel.journal.ChildProcess;
import dev.evenkeel.journal.PrivateFiles;
import dev.evenkeel.provision.programs.LocalFiles;
import dev.evenkeel.provision.programs.ServerHome;
import dev.evenkeel.provision.standin.LastWords;
import dev.evenkeel.provision.standin.StandInOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * An initialised, empty data folder per server version, made once; every run copies it. It has no account that could log in:
 * whoever got in before one is dropped stays in. A run's own account is made by the server's init file, which every version
 * from 10.1.8 to 11.4.5 has run through before it answers the first connection.
 */
final class DataTemplate {
    /** Changes whenever what goes into a template does. */
    private static final String EDITION = "3";

    /** It ended as if all were well, and had not read everything. */
    private static final int UNFED = -2;

    private static final List<String> SCRIPTS = List.of(
            "mysql_system_tables.sql",
            "mariadb_system_tables.sql",
            "mysql_performance_tables.sql",
            "mariadb_performance_tables.sql",
            "mysql_system_tables_data.sql",
            "mariadb_system_tables_data.sql",
            "fill_help_tables.sql",
            "maria_add_gis_sp_bootstrap.sql",
            "mariadb_sys_schema.sql",
            "mysql_sys_schema.sql");

    private DataTemplate() {}

    /** The template of this server, made first when it is not cached yet. */
    static Path of(ServerHome home, Consumer<String> say) {
        Path data = LocalFiles.cache().resolve("data");
        try {
            // One server found by two paths is one server.
            String program =
                    Integer.toHexString(home.folder().toRealPath().toString().hashCode());
            Path template = data.resolve(home.version() + "-" + program + "-" + EDITION);
            if (!Files.exists(template)) {
                say.accept("initialising a data folder for MariaDB " + home.version() + " (once)");
                make(home, template);
            }
            return template;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot prepare a data folder in " + data + ": " + e, e);
        }
    }

    private static void make(ServerHome home, Path template) throws IOException {
        Path fresh = PrivateFiles.newFolder(template.getParent(), "initialising-");
        PrivateFiles.folder(fresh.resolve("mysql"));
        List<String> command = new ArrayList<>(List.of(
                home.server().toString(),
                "--no-defaults",
                "--bootstrap",
                "--basedir=" + home.folder(),
                "--lc-messages-dir=" + home.share(),
                "--datadir=" + fresh,
                "--log-warnings=0",
                // Unknown to 10.0, where nothing is enforced.
                "--loose-enforce-storage-engine=",
                "--innodb-log-file-size=" + StandInOptions.REDO_LOG_SIZE));
        ServerHome.userOption().ifPresent(command::add);
        // One for each server: what the last attempt said is worth keeping, what each said is not.
        Path log = template.resolveSibling(template.getFileName() + ".log");
        int exit = run(home, command, log);
        if (exit != 0) {
            LocalFiles.deleteTree(fresh);
            throw new Misconfigured("MariaDB " + home.version() + " could not initialise a data folder (exit code "
                    + exit + "), its last words were: " + LastWords.in(log) + "; check the space in "
                    + template.getParent() + " and the programs in " + home.folder() + "; its log is " + log);
        }
        Files.deleteIfExists(log);
        try {
            Files.move(fresh, template, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            LocalFiles.deleteTree(fresh);
            if (!Files.exists(template)) {
                throw e;
            }
        }
    }

    private static int run(ServerHome home, List<String> command, Path log) {
        Process process;
        try {
            ProcessBuilder builder =
                    ChildProcess.of(command).redirectErrorStream(true).redirectOutput(PrivateFiles.words(log));
            home.addLibraries(builder.environment());
            process = builder.start();
        } catch (IOException e) {
            throw new Misconfigured(home.server() + " cannot be started (" + LocalFiles.reason(e)
                    + "); give the home: of a MariaDB server that runs here");
        }
        boolean fed = true;
        try (OutputStream statements = process.getOutputStream()) {
            feed(home.share(), statements);
            statements.write(withoutAccounts(home).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // The server has ended early, or is about to; its log says why.
            fed = false;
        }
        int exit = exitOf(process);
        return exit == 0 && !fed ? UNFED : exit;
    }

    private static void feed(Path share, OutputStream statements) throws IOException {
        statements.write("use mysql;\n".getBytes(StandardCharsets.UTF_8));
        for (String script : SCRIPTS) {
            Path file = share.resolve(script);
            if (Files.exists(file)) {
                for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
                    // These add an account for this machine's name, which no rehearsal may depend on.
                    if (!line.contains("@current_hostname")) {
                        statements.write((line + "\n").getBytes(StandardCharsets.ISO_8859_1));
                    }
                }
            }
        }
    }

    /** The scripts make a root without a password, accounts of nobody, and rights for them. */
    private static String withoutAccounts(ServerHome home) {
        // From 10.4 on mysql.user is a view, whose definer is mariadb.sys: a locked account.
        String accounts = home.version().atLeast(10, 4)
                ? "DELETE FROM mysql.global_priv WHERE NOT (User = 'mariadb.sys' AND Host = 'localhost');\n"
                : "DELETE FROM mysql.user;\n";
        return accounts + "DELETE FROM mysql.db;\n" + "DELETE FROM mysql.proxies_priv;\n";
    }

    private static int exitOf(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            return -1;
        }
    }
}
