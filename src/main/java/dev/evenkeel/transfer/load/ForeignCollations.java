package dev.evenkeel.transfer.load;

import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.transfer.script.ByteWords;
import dev.evenkeel.transfer.script.DumpStatement;
import dev.evenkeel.transfer.script.Omissions;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Character sets and collations by names that only other servers know: MySQL 8's {@code utf8mb4_0900_ai_ci}, and what
 * newer versions of MariaDB write. Each is replaced by the one nearest to it that this server has.
 */
final class ForeignCollations {
    private static final Pattern NAME = Pattern.compile(
            "utf8mb3(_\\w+)?|utf8mb4(_\\w+)?_0900_\\w+|(utf8mb[34]_)?uca1400_\\w+|\\w+_nopad_\\w+",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern SUSPECT = Pattern.compile("(?i)utf8mb3|_0900_|uca1400_|_nopad_");

    private final Session catalog;
    private final Omissions omissions;
    /** By name, what is written for it. */
    private final Map<String, String> decided = new HashMap<>();

    ForeignCollations(Session catalog, Omissions omissions) {
        this.catalog = catalog;
        this.omissions = omissions;
    }

    /** Only where something is defined or set: what is among rows is data. */
    DumpStatement replacedIn(DumpStatement statement) {
        if (!defines(statement)
                || !SUSPECT.matcher(new String(statement.bytes(), StandardCharsets.ISO_8859_1))
                        .find()) {
            return statement;
        }
        DumpStatement result = statement;
        ByteWords words = result.words();
        String before = "";
        String last = "";
        while (words.next()) {
            String name = words.name();
            String introducer = last.equals("=") ? before : last;
            before = last;
            last = words.upper();
            boolean literal = words.quoted() && !words.quotedName();
            if (words.quotedName() || !NAME.matcher(name).matches() || (literal && !introduces(introducer))) {
                continue;
            }
            String here = decided.computeIfAbsent(name.toLowerCase(Locale.ROOT), this::decide);
            if (here.equalsIgnoreCase(name)) {
                continue;
            }
            if (!here.equalsIgnoreCase(name.replaceFirst("(?i)utf8mb3", "utf8"))) {
                omissions.add(
                        "the collation " + name + ", written as " + here,
                        "this server does not know it; some characters, and blanks at the end, sort otherwise",
                        statement);
            }
            int from = words.from();
            result = result.with(words.replaced(from, words.to(), here.getBytes(StandardCharsets.US_ASCII)));
            words = result.words();
            words.position(from + here.length());
        }
        return result;
    }

    private static boolean defines(DumpStatement statement) {
        ByteWords words = statement.words();
        return words.next() && Set.of("CREATE", "ALTER", "SET").contains(words.upper());
    }

    /** What follows this word is a character set or a collation, also in quotes. */
    private static boolean introduces(String word) {
        return Set.of("COLLATE", "CHARSET", "SET", "NAMES").contains(word)
                || word.startsWith("COLLATION_")
                || word.startsWith("CHARACTER_SET_");
    }

    /** What to write for one, or for the whole name where it stands for a database. */
    String here(String name) {
        return NAME.matcher(name).matches()
                ? decided.computeIfAbsent(name.toLowerCase(Locale.ROOT), this::decide)
                : name;
    }

    private String decide(String name) {
        if (known(name)) {
            return name;
        }
        String older = name.replace("utf8mb3", "utf8").replace("_nopad_", "_");
        if (!older.equals(name) && known(older)) {
            return older;
        }
        String charset = older.startsWith("utf8_") || older.equals("utf8") ? "utf8" : "utf8mb4";
        boolean exact = name.endsWith("_as_cs") || name.endsWith("_bin");
        return Optional.of(charset + (exact ? "_bin" : "_unicode_520_ci"))
                .filter(this::known)
                .orElse(name);
    }

    /** Asked of the server, for it may know a name under which it lists nothing. */
    private boolean known(String name) {
        String charset = name.startsWith("uca1400") ? "utf8mb4" : name.split("_", 2)[0];
        boolean collation = name.contains("_");
        try {
            catalog.list(
                    "SELECT CONVERT('a' USING " + charset + ")" + (collation ? " COLLATE " + name : ""), row -> true);
            return true;
        } catch (DatabaseException e) {
            if (e.lost()) {
                throw e;
            }
            return false;
        }
    }
}
