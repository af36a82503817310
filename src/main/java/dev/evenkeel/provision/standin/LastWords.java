package dev.evenkeel.provision.standin;

import dev.evenkeel.provision.programs.LocalFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a server that ended says was wrong, in one line. */
public final class LastWords {
    private static final String ERROR = "[ERROR]";
    /** The first errors name the cause, the last ones what came of it. */
    private static final int SHOWN_FIRST = 3;

    private static final int SHOWN_LAST = 2;

    private LastWords() {}

    /** Its errors, or else the end of what it said. */
    public static String of(List<String> said) {
        List<String> lines =
                said.stream().map(String::strip).filter(line -> !line.isEmpty()).toList();
        List<String> errors = lines.stream()
                .filter(line -> line.contains(ERROR) || line.startsWith("entrypoint:"))
                .map(line -> line.substring(line.indexOf(ERROR) < 0 ? 0 : line.indexOf(ERROR) + ERROR.length())
                        .strip())
                .filter(line -> !line.endsWith("Aborting"))
                .distinct()
                .toList();
        if (!errors.isEmpty()) {
            return shortened(errors);
        }
        return lines.isEmpty()
                ? "none"
                : String.join(" / ", lines.subList(Math.max(0, lines.size() - 3), lines.size()));
    }

    /** Those of files, which need not be there. */
    public static String in(Path... logs) {
        try {
            List<String> said = new ArrayList<>();
            for (Path log : logs) {
                if (Files.exists(log)) {
                    said.addAll(Files.readAllLines(log, StandardCharsets.ISO_8859_1));
                }
            }
            return of(said);
        } catch (IOException e) {
            return "not to be read: " + LocalFiles.reason(e);
        }
    }

    private static String shortened(List<String> errors) {
        int left = errors.size() - SHOWN_FIRST - SHOWN_LAST;
        if (left <= 0) {
            return String.join(" / ", errors);
        }
        return String.join(" / ", errors.subList(0, SHOWN_FIRST)) + " / … (" + left + " more) / "
                + String.join(" / ", errors.subList(errors.size() - SHOWN_LAST, errors.size()));
    }
}
