package dev.evenkeel.catalog.sql;

import java.util.List;
import java.util.Map;

/** Writes an operation in one way, of the several in which it may be typed. */
final class SqlOperations {
    private static final Map<String, String> SYNONYMS = Map.ofEntries(
            Map.entry("||", "or"),
            Map.entry("&&", "and"),
            Map.entry("!=", "<>"),
            Map.entry("!", "not"),
            Map.entry("mod", "%"),
            Map.entry("rlike", "regexp"),
            Map.entry("persistent", "stored"));

    private SqlOperations() {}

    /** The operator of one meaning that is written for a sign or word. */
    static String named(String operator) {
        return SYNONYMS.getOrDefault(operator, operator);
    }

    /** In normal form, of sides that are. */
    static String written(String left, String operator, String right) {
        return switch (operator) {
            case "and", "or" -> SqlLogic.joined(operator, left, right);
            case "xor" -> SqlLogic.either(left, right);
            case "sounds" -> "(soundex[" + left + "] = soundex[" + right + "])";
            // A list of one is not a list.
            case "in" ->
                one(right)
                        ? "(" + left + " = " + right.substring(1, right.length() - 1) + ")"
                        : plain(left, operator, right);
            // A moment may be moved by an interval from either side.
            case "+" -> left.startsWith("interval ") ? plain(right, operator, left) : plain(left, operator, right);
            default -> plain(left, operator, right);
        };
    }

    private static String plain(String left, String operator, String right) {
        return "(" + left + " " + operator + " " + right + ")";
    }

    /** Brackets around one value, and not around a query. */
    private static boolean one(String list) {
        String inner = list.startsWith("[") ? list.substring(1, list.length() - 1) : "";
        return !inner.isEmpty()
                && !inner.matches("(?s)\\(*select .*")
                && SqlCalls.split(inner, List.of(" , ")).size() == 1;
    }
}
