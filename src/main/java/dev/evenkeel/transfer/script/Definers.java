package dev.evenkeel.transfer.script;

import dev.evenkeel.transfer.RewrittenDefiner;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The DEFINER in the header of a CREATE statement. An account without SUPER may create objects in its own name only
 * (error 1227), so that another's name is replaced by CURRENT_USER; bodies are never touched.
 */
public final class Definers {
    private static final Set<String> KINDS = Set.of("VIEW", "PROCEDURE", "FUNCTION", "TRIGGER", "EVENT", "PACKAGE");
    private static final Set<String> HEADER = Set.of(
            "DEFINER",
            "OR",
            "REPLACE",
            "ALGORITHM",
            "=",
            "UNDEFINED",
            "MERGE",
            "TEMPTABLE",
            "SQL",
            "SECURITY",
            "INVOKER",
            "AGGREGATE",
            "BODY");
    private static final byte[] OR_REPLACE = " OR REPLACE".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CURRENT_USER = "CURRENT_USER".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] INVOKER = "INVOKER".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SECURITY_INVOKER = " SQL SECURITY INVOKER".getBytes(StandardCharsets.US_ASCII);

    /**
     * The statement to send, and what was changed in it.
     *
     * @param definer the old one as {@code user@host}; empty where nothing was changed
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Rewriting(byte[] statement, String definer, Optional<RewrittenDefiner> rewritten) {}

    private Definers() {}

    private static Rewriting unchanged(byte[] statement) {
        return new Rewriting(statement, "", Optional.empty());
    }

    /** The same statement for an object that is there already. */
    public static byte[] orReplace(byte[] statement) {
        ByteWords words = new ByteWords(statement);
        if (!words.take("CREATE")) {
            return statement;
        }
        int end = words.to();
        return words.take("OR") ? statement : words.replaced(end, end, OR_REPLACE);
    }

    /** @param account whose objects stay as they are, as CURRENT_USER() answers it: {@code user@host} */
    public static Rewriting rewrite(byte[] statement, String account) {
        ByteWords words = new ByteWords(statement);
        if (!words.take("CREATE")) {
            return unchanged(statement);
        }
        int from = -1;
        int to = -1;
        String definer = "";
        while (words.next()) {
            if (words.is("DEFINER") && words.take("=")) {
                words.next();
                from = words.from();
                definer = account(words);
                to = words.to();
            } else if (KINDS.contains(words.upper())) {
                if (from < 0 || definer.isEmpty() || definer.equals(account)) {
                    return unchanged(statement);
                }
                String kind = words.upper().toLowerCase(Locale.ROOT);
                String old = new String(statement, from, to - from, StandardCharsets.UTF_8);
                return new Rewriting(
                        words.replaced(from, to, CURRENT_USER),
                        definer,
                        Optional.of(new RewrittenDefiner(kind, objectName(words), old)));
            } else if (!isHeader(words)) {
                break;
            }
        }
        return unchanged(statement);
    }

    /**
     * The same, where a view that gets another definer also gets SQL SECURITY INVOKER. A view says it in its header; a
     * routine can be altered once it is there; triggers and events have no such choice.
     */
    public static Rewriting rewriteForInvokers(byte[] statement, String account) {
        Rewriting rewriting = rewrite(statement, account);
        if (rewriting.rewritten().filter(object -> object.kind().equals("view")).isEmpty()) {
            return rewriting;
        }
        ByteWords words = new ByteWords(rewriting.statement());
        int definerEnds = -1;
        while (words.next() && !KINDS.contains(words.upper())) {
            if (words.is("CURRENT_USER")) {
                definerEnds = words.to();
            } else if (words.is("SECURITY") && words.next()) {
                return words.is("INVOKER")
                        ? rewriting
                        : asInvoker(rewriting, words.replaced(words.from(), words.to(), INVOKER));
            }
        }
        return asInvoker(rewriting, words.replaced(definerEnds, definerEnds, SECURITY_INVOKER));
    }

    private static Rewriting asInvoker(Rewriting rewriting, byte[] statement) {
        return new Rewriting(
                statement, rewriting.definer(), rewriting.rewritten().map(RewrittenDefiner::asInvoker));
    }

    /** Moves over the account that comes next. */
    static void skipAccount(ByteWords words) {
        words.next();
        account(words);
    }

    /** The name that a CREATE statement of a kind gives its object; empty where it cannot be known. */
    public static String nameOf(byte[] statement) {
        ByteWords words = new ByteWords(statement);
        while (words.next()) {
            if (KINDS.contains(words.upper())) {
                return objectName(words);
            }
            if (words.is("DEFINER") && words.take("=")) {
                skipAccount(words);
            }
        }
        return "";
    }

    /** As {@code user@host}; empty for CURRENT_USER. Ends on its last word. */
    private static String account(ByteWords words) {
        if (words.is("CURRENT_USER") || words.is("CURRENT_ROLE")) {
            int before = words.position();
            if (!(words.take("(") && words.take(")"))) {
                words.position(before);
            }
            return "";
        }
        String user = words.name();
        if (!words.take("@")) {
            return user;
        }
        words.next();
        StringBuilder host = new StringBuilder(words.name());
        // Unquoted hosts hold dots and signs.
        while (words.hostGoesOn()) {
            words.next();
            host.append(words.name());
        }
        return user + "@" + host;
    }

    /** One of the words between CREATE and the kind of the object, except for the definer's account. */
    static boolean isHeader(ByteWords words) {
        return HEADER.contains(words.upper());
    }

    private static String objectName(ByteWords words) {
        words.take("BODY");
        if (words.take("IF")) {
            words.take("NOT");
            words.take("EXISTS");
        }
        words.next();
        String name = words.name();
        return words.take(".") && words.next() ? name + "." + words.name() : name;
    }
}
