package dev.evenkeel.replication.feed;

import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Where a password is found, whole and in the forms that anybody could read back. */
public final class Traces {
    private Traces() {}

    /** In clear, in hexadecimal and in base64. */
    static List<String> of(String password, String name, byte[] content) {
        String text = new String(content, StandardCharsets.ISO_8859_1);
        byte[] bytes = password.getBytes(StandardCharsets.UTF_8);
        List<String> found = new ArrayList<>();
        if (text.contains(new String(bytes, StandardCharsets.ISO_8859_1))) {
            found.add(name + ": in clear");
        }
        if (text.toLowerCase(Locale.ROOT).contains(HexFormat.of().formatHex(bytes))) {
            found.add(name + ": in hexadecimal");
        }
        if (text.contains(Base64.getEncoder().withoutPadding().encodeToString(bytes))) {
            found.add(name + ": in base64");
        }
        return found;
    }

    /** In every binlog and relay log that the server has, read as files. */
    public static List<String> inBinlogs(Server admin, String password) {
        try (Session session = admin.open();
                Stream<Path> files = Files.list(Path.of(session.text("SELECT @@datadir")))) {
            List<Path> logs = files.filter(file -> file.getFileName().toString().matches("(mysql-bin|relay).*\\.\\d+"))
                    .toList();
            if (logs.stream().noneMatch(log -> log.getFileName().toString().startsWith("mysql-bin"))) {
                throw new IllegalStateException("no binlog in the folder of " + admin.name());
            }
            List<String> found = new ArrayList<>();
            for (Path log : logs) {
                found.addAll(of(password, admin.name() + " " + log.getFileName(), Files.readAllBytes(log)));
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In the tables of the general log and of the slow query log. */
    public static List<String> inLogTables(Server admin, String password) {
        List<String> found = new ArrayList<>();
        try (Session session = admin.open()) {
            for (String argument : List.of("argument FROM mysql.general_log", "sql_text FROM mysql.slow_log")) {
                session.list("SELECT " + argument, row -> row.text(1))
                        .forEach(text -> found.addAll(
                                of(password, admin.name() + " " + argument, text.getBytes(StandardCharsets.UTF_8))));
            }
        }
        return found;
    }
}
