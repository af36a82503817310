package dev.evenkeel.catalog.sql;

import dev.evenkeel.catalog.sql.SqlTokens.Kind;
import dev.evenkeel.catalog.sql.SqlTokens.Token;
import java.util.Set;
import java.util.regex.Pattern;

/** Words that are between expressions and are never part of one. */
final class SqlClauses {
    private static final Set<String> WORDS = Set.of(
            "select",
            "distinct",
            "all",
            "from",
            "where",
            "group",
            "by",
            "having",
            "order",
            "limit",
            "offset",
            "union",
            "except",
            "intersect",
            "on",
            "as",
            "join",
            "left",
            "right",
            "inner",
            "outer",
            "cross",
            "straight_join",
            "natural",
            "using",
            "when",
            "then",
            "else",
            "end",
            "asc",
            "desc",
            "with",
            "rollup",
            "separator",
            "escape",
            "over",
            "partition",
            "rows",
            "recursive",
            "for",
            "values",
            "less",
            "than",
            "sql_cache",
            "sql_no_cache");

    /** Those that are functions when a parenthesis follows. */
    private static final Set<String> CALLED = Set.of("left", "right", "values", "all");

    private static final Pattern UNITS = Pattern.compile(
            "(year|quarter|month|week|day|hour|minute|second|microsecond)(_(month|hour|minute|second|microsecond))?");

    private SqlClauses() {}

    static boolean is(Token token) {
        return token.kind() == Kind.WORD && WORDS.contains(token.text());
    }

    /** It is one whatever follows. */
    static boolean always(Token token) {
        return is(token) && !CALLED.contains(token.text());
    }

    /** What a number of an INTERVAL counts. */
    static boolean unit(Token token) {
        return token.kind() == Kind.WORD && UNITS.matcher(token.text()).matches();
    }
}
