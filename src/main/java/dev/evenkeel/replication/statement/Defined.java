package dev.evenkeel.replication.statement;

import dev.evenkeel.catalog.ObjectScope;
import dev.evenkeel.catalog.sql.SqlTokens;
import dev.evenkeel.catalog.sql.SqlTokens.Kind;
import dev.evenkeel.catalog.sql.SqlTokens.Token;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which objects a logged statement may have redefined: everything that it names, for a statement about a database all that it
 * holds. Rather too many than too few.
 */
public final class Defined {
    private static final Set<String> VERBS = Set.of("create", "alter", "drop", "rename", "truncate");
    /** What these define is named before their body begins. */
    private static final Set<String> WITH_BODY = Set.of("procedure", "function", "package", "trigger", "event", "view");

    private static final int HEAD = 60;
    /** A statement that names more is about everything. */
    private static final int MOST_NAMES = 2_000;

    private Defined() {}

    /** @param schema the database that a name without one means */
    public static ObjectScope by(String schema, StatementText text) {
        List<String> words = LeadingWords.of(text.sql());
        if (words.size() > 1 && words.get(0).equals("set") && words.get(1).equals("statement")) {
            // SET STATEMENT … FOR, with anything after it.
            return ObjectScope.EVERYTHING;
        }
        if (!words.isEmpty() && !VERBS.contains(words.get(0)) || temporary(words)) {
            return ObjectScope.NOTHING;
        }
        List<Token> tokens = SqlTokens.of(text.sql(), text.mode());
        if (tokens.isEmpty() || !VERBS.contains(tokens.get(0).text())) {
            return ObjectScope.NOTHING;
        }
        if (!text.namesAreCertain()) {
            return ObjectScope.EVERYTHING;
        }
        List<Token> head = head(tokens);
        if (head.stream()
                .anyMatch(token -> token.kind() == Kind.NUMBER && token.typed().contains("."))) {
            // A name may begin with a digit, and then the point belongs to it.
            return ObjectScope.EVERYTHING;
        }
        boolean database = head.stream().limit(6).anyMatch(token -> token.is("database") || token.is("schema"));
        Set<String> names = new HashSet<>();
        for (int at = 1; at < head.size(); at++) {
            if (isName(head.get(at))) {
                String name = head.get(at).typed();
                boolean qualified = at >= 2 && head.get(at - 1).is(".") && isName(head.get(at - 2));
                names.add(database ? name : (qualified ? head.get(at - 2).typed() : schema) + "." + name);
            }
        }
        if (names.size() > MOST_NAMES) {
            return ObjectScope.EVERYTHING;
        }
        return database ? new ObjectScope(Set.of(), names, false) : new ObjectScope(names, Set.of(), false);
    }

    /** It is nobody's but its session's. */
    private static boolean temporary(List<String> words) {
        return words.size() > 1
                && Set.of("create", "drop").contains(words.get(0))
                && words.get(words.get(1).equals("or") && words.size() > 3 ? 3 : 1)
                        .equals("temporary");
    }

    private static List<Token> head(List<Token> tokens) {
        boolean body = Set.of("create", "alter").contains(tokens.get(0).text())
                && tokens.stream().limit(HEAD).anyMatch(token -> WITH_BODY.stream()
                        .anyMatch(token::is));
        return body && tokens.size() > HEAD ? tokens.subList(0, HEAD) : tokens;
    }

    /** A number may begin a name, and a word may be one. */
    private static boolean isName(Token token) {
        return token.kind() == Kind.NAME || token.kind() == Kind.WORD || token.kind() == Kind.NUMBER;
    }
}
