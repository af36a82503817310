package dev.evenkeel.catalog.sql;

import dev.evenkeel.catalog.sql.SqlTokens.Kind;
import dev.evenkeel.catalog.sql.SqlTokens.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes an expression or a SELECT in one way. Servers before 10.2 print every parenthesis there could be (or, in a
 * column's expression, whatever was typed), later ones only those that are needed; here each operation gets its own
 * pair. What the grammar below does not know stays in its order, so that two texts become equal only when they mean the
 * same.
 */
public final class SqlForm {
    private static final int NOT = 4;
    private static final int COMPARISON = 5;
    private static final int BIT_OR = 6;
    private static final int UNARY = 12;
    private static final Map<String, Integer> BINARY = Map.ofEntries(
            Map.entry("or", 1),
            Map.entry("xor", 2),
            Map.entry("and", 3),
            Map.entry("=", COMPARISON),
            Map.entry("<=>", COMPARISON),
            Map.entry("<", COMPARISON),
            Map.entry(">", COMPARISON),
            Map.entry("<=", COMPARISON),
            Map.entry(">=", COMPARISON),
            Map.entry("<>", COMPARISON),
            Map.entry("like", COMPARISON),
            Map.entry("regexp", COMPARISON),
            Map.entry("in", COMPARISON),
            Map.entry("is", COMPARISON),
            Map.entry("between", COMPARISON),
            Map.entry("|", BIT_OR),
            Map.entry("&", 7),
            Map.entry("<<", 8),
            Map.entry(">>", 8),
            Map.entry("+", 9),
            Map.entry("-", 9),
            Map.entry("*", 10),
            Map.entry("/", 10),
            Map.entry("div", 10),
            Map.entry("%", 10),
            Map.entry("^", 11),
            Map.entry("sounds", COMPARISON),
            Map.entry("collate", 13));
    private static final Map<String, String> TRUTHS = Map.of("true", "1", "false", "0");
    private static final Set<String> CONSTANTS =
            Set.of("current_timestamp", "current_date", "current_time", "current_user", "utc_timestamp", "utc_date");
    private final List<Token> tokens;
    private final boolean columns;
    private int at;

    private SqlForm(List<Token> tokens, boolean columns) {
        this.tokens = tokens;
        this.columns = columns;
    }

    /** A view's SELECT: names keep their letters, for they name the result's columns. */
    public static String select(String sql) {
        return new SqlForm(SqlTokens.of(sql), false).whole();
    }

    /** An expression over a table's own columns, whose quotes and lettercase the old servers leave to the author. */
    public static String columnExpression(List<Token> tokens) {
        return new SqlForm(tokens, true).whole();
    }

    private String whole() {
        String text = sequence();
        while (at < tokens.size()) {
            // A parenthesis too many: keep it, it cannot match anything sound.
            at++;
            text = text + " ) " + sequence();
        }
        return text;
    }

    /** Everything up to the closing parenthesis of this level or the end. */
    private String sequence() {
        List<String> parts = new ArrayList<>();
        List<String> selected = new ArrayList<>();
        String clause = "";
        boolean itemBegins = false;
        boolean named = false;
        while (at < tokens.size() && !peek(")")) {
            if (peek(",") || clause()) {
                String word = next().text();
                itemBegins = word.equals(",") || word.equals("by") || word.equals("select");
                named = word.equals("as");
                if (!word.equals(",") && !word.equals("distinct") && !named) {
                    clause = word;
                }
                parts.add(word);
                if (word.equals("from")) {
                    leftmostJoin(parts);
                }
            } else {
                String expression = expression(0);
                if (clause.equals("select") && !named) {
                    selected.add(expression);
                }
                boolean place = itemBegins && clause.equals("by") && expression.matches("[1-9]\\d{0,3}");
                parts.add(place ? selectedAt(selected, expression) : expression);
                itemBegins = false;
            }
        }
        return String.join(" ", parts);
    }

    /** Joins bind from the left, so parentheses around the leftmost ones say nothing; some servers write them. */
    private void leftmostJoin(List<String> parts) {
        if (peek("(") && !subselect()) {
            at++;
            leftmostJoin(parts);
            String rest = sequence();
            if (!rest.isEmpty()) {
                parts.add(rest);
            }
            closed("");
        }
    }

    private boolean subselect() {
        int first = at;
        while (first < tokens.size() && tokens.get(first).is("(")) {
            first++;
        }
        return first < tokens.size() && tokens.get(first).is("select");
    }

    /** ORDER BY 1 is what 10.1.8 shows where later servers name the column. */
    private static String selectedAt(List<String> selected, String place) {
        int index = Integer.parseInt(place) - 1;
        return index < selected.size() ? selected.get(index) : place;
    }

    private String expression(int floor) {
        String left = prefix();
        while (at < tokens.size()) {
            boolean negated = peek("not") && at + 1 < tokens.size() && BINARY.containsKey(word(at + 1));
            String operator = word(negated ? at + 1 : at);
            Integer strength = BINARY.get(operator);
            if (strength == null || strength <= floor) {
                break;
            }
            at += negated ? 2 : 1;
            String operation = SqlOperations.written(left, operator, right(operator, strength));
            left = negated ? SqlLogic.not(operation) : operation;
        }
        return left;
    }

    private String right(String operator, int strength) {
        if (operator.equals("is")) {
            String not = peek("not") ? "not " : "";
            at += not.isEmpty() ? 0 : 1;
            String what = prefix();
            return not + (what.equals("unknown") ? "null" : what);
        }
        if (operator.equals("between")) {
            String low = expression(BIT_OR - 1);
            if (peek("and")) {
                at++;
                return low + " and " + expression(COMPARISON);
            }
            return low;
        }
        if (operator.equals("in") && peek("(")) {
            at++;
            return "[" + closed(sequence()) + "]";
        }
        if (operator.equals("sounds") && peek("like")) {
            at++;
        }
        String right = expression(strength);
        if (operator.equals("like") && peek("escape")) {
            at++;
            right += " escape " + expression(strength);
        }
        return right;
    }

    private String prefix() {
        if (at >= tokens.size() || peek(")") || peek(",")) {
            return "";
        }
        String word = word(at);
        if (word.equals("not")) {
            boolean tight = tokens.get(at).text().equals("!");
            at++;
            return SqlLogic.not(expression(tight ? UNARY : NOT));
        }
        if (word.equals("+")) {
            at++;
            return expression(UNARY);
        }
        if (word.equals("-") || word.equals("~")) {
            at++;
            return "(" + word + " " + expression(UNARY) + ")";
        }
        if (word.equals("binary") && !binaryType()) {
            at++;
            return SqlCasts.cast(expression(UNARY), "binary");
        }
        if (word.equals("interval") && (!function(at) || unitFollows(at + 1))) {
            at++;
            return "interval " + expression(0) + " " + (at < tokens.size() ? next().text() : "");
        }
        if (word.equals("case")) {
            at++;
            return choice();
        }
        if (peek("(")) {
            return group();
        }
        return primary();
    }

    /** CASE … END; its words are between expressions like clauses. */
    private String choice() {
        List<String> parts = new ArrayList<>(List.of("case"));
        while (at < tokens.size() && !peek(")") && !peek("end")) {
            parts.add(peek(",") || clause() ? next().text() : expression(0));
        }
        at = Math.min(at + 1, tokens.size());
        return String.join(" ", parts) + " end";
    }

    private String group() {
        int open = at++;
        if (!clause()) {
            String single = expression(0);
            if (peek(")") && !single.isEmpty()) {
                at++;
                return single;
            }
        }
        at = open + 1;
        return "(" + closed(sequence()) + ")";
    }

    private String primary() {
        StringBuilder text = new StringBuilder();
        if (function(at)) {
            String name = next().text();
            at++;
            return SqlCalls.written(name, closed(sequence()));
        }
        Token first = next();
        text.append(written(first));
        if (first.kind() == Kind.WORD && TRUTHS.containsKey(first.text())) {
            return TRUTHS.get(first.text());
        }
        if (first.kind() == Kind.WORD && CONSTANTS.contains(first.text())) {
            return text + "[]";
        }
        if (first.kind() == Kind.WORD && at < tokens.size() && tokens.get(at).kind() == Kind.STRING && literal(first)) {
            return SqlLiterals.prefixed(text.toString(), next().text());
        }
        while (at + 1 < tokens.size() && peek(".")) {
            at++;
            text.append('.').append(written(next()));
        }
        return text.toString();
    }

    private static boolean literal(Token word) {
        return word.text().startsWith("_")
                || Set.of("b", "x", "n", "date", "time", "timestamp").contains(word.text());
    }

    private String closed(String inner) {
        if (peek(")")) {
            at++;
        }
        return inner;
    }

    private String written(Token token) {
        return switch (token.kind()) {
            case STRING -> SqlLiterals.text(token.text());
            case NAME ->
                columns
                        ? NormalForm.columnName(token.text())
                        : "`" + token.text().replace("`", "``") + "`";
            case WORD -> NormalForm.word(token.text());
            case NUMBER -> SqlLiterals.number(token.text());
            case SYMBOL -> token.text();
        };
    }

    private boolean function(int place) {
        return place + 1 < tokens.size()
                && tokens.get(place).kind() == Kind.WORD
                && tokens.get(place + 1).is("(")
                && (!BINARY.containsKey(word(place)) || tokens.get(place).is("mod"))
                && !word(place).equals("not")
                && !SqlClauses.always(tokens.get(place));
    }

    private boolean clause() {
        return at < tokens.size() && SqlClauses.is(tokens.get(at)) && !function(at);
    }

    /** Behind the parenthesis that opens there: it is a time that moves another, and no call of INTERVAL. */
    private boolean unitFollows(int open) {
        int depth = 0;
        for (int place = open; place < tokens.size(); place++) {
            depth += tokens.get(place).is("(") ? 1 : tokens.get(place).is(")") ? -1 : 0;
            if (depth == 0) {
                return place + 1 < tokens.size() && SqlClauses.unit(tokens.get(place + 1));
            }
        }
        return false;
    }

    /** BINARY is the type of a cast, perhaps with a length, and not what makes bytes of a text. */
    private boolean binaryType() {
        int next = at + 1;
        return next >= tokens.size()
                || tokens.get(next).is(")")
                || tokens.get(next).is(",")
                || next + 2 < tokens.size()
                        && tokens.get(next).is("(")
                        && tokens.get(next + 1).kind() == Kind.NUMBER
                        && tokens.get(next + 2).is(")");
    }

    private String word(int place) {
        Token token = tokens.get(place);
        boolean plain = token.kind() == Kind.WORD || token.kind() == Kind.SYMBOL;
        return plain ? SqlOperations.named(token.text()) : "";
    }

    private boolean peek(String text) {
        return at < tokens.size() && (tokens.get(at).is(text) || word(at).equals(text));
    }

    private Token next() {
        return tokens.get(at++);
    }
}
