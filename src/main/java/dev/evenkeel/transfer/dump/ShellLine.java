package dev.evenkeel.transfer.dump;

import dev.evenkeel.mariadb.Server;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the copy does, as lines that somebody can repeat in a shell, with *** for the password. */
public final class ShellLine {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

    /**
     * Of a dump, the settings and the rows; each INSERT is one line there, and what is between delimiters is not a row. Dates
     * that no calendar has are kept.
     */
    private static final String ROWS = "/^DELIMITER ;;$/,/^DELIMITER ;$/d;"
            + " /^\\/\\*!40[0-9]* SET /{s/NO_AUTO_VALUE_ON_ZERO/&,ALLOW_INVALID_DATES/;p}; /^USE /p; /^INSERT INTO /p";

    private ShellLine() {}

    /** How the databases are dumped. The password itself goes another way, which no list of processes shows. */
    public static String dump(DumpTool tool, Server server, List<String> databases, long targetPacketBytes, Path file) {
        List<String> words = new ArrayList<>();
        words.add(tool.executable().getFileName().toString());
        words.addAll(List.of(
                "--no-defaults",
                "--protocol=tcp",
                "--host=" + server.endpoint().host(),
                "--port=" + server.endpoint().port(),
                "--user=" + server.login().user(),
                "--password=***"));
        words.addAll(ClientOptions.tls(server.tls()).toList());
        words.addAll(Dump.arguments(databases, targetPacketBytes).stream()
                .filter(word -> !word.equals(ClientOptions.ARGUMENT))
                .toList());
        return words.stream().map(ShellLine::quoted).collect(Collectors.joining(" ")) + " | gzip > "
                + file.getFileName();
    }

    /** How the rows of a dump are loaded, when all that they go into is there. */
    public static String rows(Path dump) {
        return "zcat " + dump.getFileName() + " | LC_ALL=C sed -n '" + ROWS + "' | mysql";
    }

    /** How a file of evenkeel's own is loaded. */
    public static String whole(Path file) {
        return "zcat " + file.getFileName() + " | mysql";
    }

    private static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
