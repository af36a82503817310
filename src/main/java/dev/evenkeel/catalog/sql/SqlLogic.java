package dev.evenkeel.catalog.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes logic in one way. Servers from 10.2 on keep a column's condition as their parser turned it, NOT of a comparison as
 * the opposite one for example; earlier ones keep it as it was typed. All that is turned here means the same with NULL too.
 */
final class SqlLogic {
    private static final String NEXT = " ; ";
    private static final Map<String, String> OPPOSITE =
            Map.of("=", "<>", "<>", "=", "<", ">=", ">=", "<", ">", "<=", "<=", ">");
    /** What makes a form true, false or unknown, and has no opposite of its own. */
    private static final List<String> TELLING =
            List.of(" like ", " regexp ", " in ", " between ", " <=> ", " is ", " xor ");

    private SqlLogic() {}

    /** AND or OR of two forms; one that was joined by the same is not a level of its own. */
    static String joined(String operator, String left, String right) {
        List<String> parts = new ArrayList<>(parts(operator, left));
        parts.addAll(parts(operator, right));
        return operator + "[" + String.join(NEXT, parts) + "]";
    }

    /** XOR: one side that is negated negates the whole. */
    static String either(String left, String right) {
        String mine = upright(left);
        String theirs = upright(right);
        String whole = "(" + mine + " xor " + theirs + ")";
        boolean turned = mine.equals(truth(left)) != theirs.equals(truth(right));
        return turned ? "(not " + whole + ")" : whole;
    }

    /** The form or its opposite, always the same of the two. */
    private static String upright(String form) {
        String plain = truth(form);
        boolean turned = negated(plain)
                || within(plain)
                        && Stream.of(" <> ", " <= ", " >= ", " is not ")
                                .anyMatch(negative -> sides(plain, negative) == 2);
        return turned ? not(plain) : zero(plain);
    }

    /** What is compared with 0, if that is all there is. */
    private static String zero(String form) {
        return within(form) && sides(form, " = ") == 2 && form.endsWith(" = 0)")
                ? form.substring(1, form.length() - " = 0)".length())
                : form;
    }

    private static int sides(String form, String operator) {
        return SqlCalls.split(form.substring(1, form.length() - 1), List.of(operator))
                .size();
    }

    static String not(String form) {
        if (negated(form)) {
            return positive(form);
        }
        for (String operator : List.of("and", "or")) {
            if (joinedBy(operator, form)) {
                return parts(operator, form).stream()
                        .map(SqlLogic::not)
                        .map(SqlLogic::truth)
                        .collect(Collectors.joining(NEXT, operator.equals("and") ? "or[" : "and[", "]"));
            }
        }
        if (!within(form)) {
            return form.startsWith("exists[") ? "(not " + form + ")" : "(" + form + " = 0)";
        }
        String inner = form.substring(1, form.length() - 1);
        for (Map.Entry<String, String> each : OPPOSITE.entrySet()) {
            List<String> sides = SqlCalls.split(inner, List.of(" " + each.getKey() + " "));
            if (sides.size() == 2) {
                return "(" + sides.get(0) + " " + each.getValue() + " " + sides.get(1) + ")";
            }
        }
        List<String> is = SqlCalls.split(inner, List.of(" is "));
        if (is.size() == 2) {
            String what = is.get(1);
            return "(" + is.get(0) + " is "
                    + (what.startsWith("not ") ? what.substring("not ".length()) : "not " + what) + ")";
        }
        return SqlCalls.split(inner, TELLING).size() > 1 ? "(not " + form + ")" : "(" + form + " = 0)";
    }

    private static List<String> parts(String operator, String form) {
        return joinedBy(operator, form)
                ? SqlCalls.split(form.substring(operator.length() + 1, form.length() - 1), List.of(NEXT))
                : List.of(truth(form));
    }

    private static boolean joinedBy(String operator, String form) {
        return form.startsWith(operator + "[");
    }

    /** A number within AND and OR: some servers write that it is not 0. */
    private static String truth(String form) {
        if (!within(form)) {
            return form;
        }
        List<String> sides = SqlCalls.split(form.substring(1, form.length() - 1), List.of(" <> "));
        return sides.size() == 2 && sides.get(1).equals("0") ? sides.get(0) : form;
    }

    private static boolean negated(String form) {
        return form.startsWith("(not ");
    }

    private static String positive(String form) {
        return negated(form) ? form.substring("(not ".length(), form.length() - 1) : form;
    }

    private static boolean within(String form) {
        return form.startsWith("(") && form.endsWith(")");
    }
}
