package dev.evenkeel.environment;

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

/** An initialised, empty data folder per server version, made once and copied for every run. */
final class DataTemplate {
    /** Changes whenever what goes into a template does. */
    private static final String EDITION = "2";

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

    /** Copies the template of this server to a new folder, making it first when it is not cached yet. */
    static void copyTo(ServerHome home, Path data, Consumer<String> say) {
        String key = home.version() + "-"
                + Integer.toHexString(home.folder().toString().hashCode()) + "-" + EDITION;
        Path template = LocalFiles.cache().resolve("data").resolve(key);
        try {
            if (!Files.exists(template)) {
                say.accept("initialising a data folder for MariaDB " + home.version() + " (once)");
                make(home, template);
            }
            LocalFiles.copyTree(template, data);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot prepare the data folder " + data + ": " + e, e);
        }
    }

    private static void make(ServerHome home, Path template) throws IOException {
        Files.createDirectories(template.getParent());
        Path fresh = Files.createTempDirectory(template.getParent(), "initialising-");
        Files.createDirectory(fresh.resolve("mysql"));
        List<String> command = new ArrayList<>(List.of(
                home.server().toString(),
                "--no-defaults",
                "--bootstrap",
                "--basedir=" + home.folder(),
                "--lc-messages-dir=" + home.share(),
                "--datadir=" + fresh,
                "--log-warnings=0",
                "--enforce-storage-engine=",
                "--innodb-log-file-size=" + ServerProcess.REDO_LOG_SIZE));
        ServerProcess.userOption().ifPresent(command::add);
        Path log = Files.createTempFile(template.getParent(), "initialising-", ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        home.addLibraries(builder.environment());
        Process process = builder.start();
        try (OutputStream statements = process.getOutputStream()) {
            feed(home.share(), statements);
        } catch (IOException e) {
            // The server has ended early; its log says why and is shown below.
            process.destroy();
        }
        int exit = exitOf(process);
        if (exit != 0) {
            String words = lastLines(log);
            LocalFiles.deleteTree(fresh);
            throw new IllegalStateException(
                    "MariaDB " + home.version() + " could not initialise a data folder: " + words);
        }
        Files.delete(log);
        try {
            Files.move(fresh, template, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            LocalFiles.deleteTree(fresh);
            if (!Files.exists(template)) {
                throw e;
            }
        }
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

    private static int exitOf(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    static String lastLines(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 12), lines.size()));
    }
}
