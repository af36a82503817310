package dev.evenkeel.catalog.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes calls of functions as servers from 10.2 on do: earlier ones print a column's expression as it was typed, later
 * ones by what they understood. Only forms that mean the same in every case are unified.
 */
final class SqlCalls {
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("ucase", "upper"),
            Map.entry("lcase", "lower"),
            Map.entry("octet_length", "length"),
            Map.entry("substring", "substr"),
            Map.entry("mid", "substr"),
            Map.entry("now", "current_timestamp"),
            Map.entry("curdate", "current_date"),
            Map.entry("curtime", "current_time"),
            Map.entry("character_length", "char_length"),
            Map.entry("power", "pow"),
            Map.entry("ceil", "ceiling"),
            Map.entry("atan2", "atan"),
            Map.entry("std", "stddev"),
            Map.entry("stddev_pop", "stddev"),
            Map.entry("day", "dayofmonth"),
            Map.entry("sha1", "sha"),
            Map.entry("x", "st_x"),
            Map.entry("y", "st_y"),
            Map.entry("astext", "st_astext"));
    private static final String COMMA = " , ";

    private SqlCalls() {}

    /** @param arguments in normal form, with {@code " , "} between them */
    static String written(String function, String arguments) {
        String name = NAMES.getOrDefault(function, function);
        if (name.equals("exists")) {
            // Servers from 10.5 on write the limit, whoever asked.
            return name + "[" + arguments.replaceFirst(" limit 1$", "") + "]";
        }
        List<String> each = split(arguments, List.of(COMMA));
        return switch (name + "/" + each.size()) {
            case "isnull/1" -> "(" + arguments + " is null)";
            case "mod/2" -> "(" + each.get(0) + " % " + each.get(1) + ")";
            case "date_add/2", "adddate/2" -> moved(each.get(0), "+", each.get(1));
            case "date_sub/2", "subdate/2" -> moved(each.get(0), "-", each.get(1));
            case "timestampadd/3" -> moved(each.get(2), "+", "interval " + each.get(1) + " " + each.get(0));
            case "datediff/2" -> "(to_days[" + each.get(0) + "] - to_days[" + each.get(1) + "])";
            case "instr/2" -> "locate[" + each.get(1) + COMMA + each.get(0) + "]";
            case "convert/2" -> SqlCasts.cast(each.get(0), each.get(1));
            case "cast/1", "cast/2" -> SqlCasts.written(arguments);
            case "date/1", "time/1" -> SqlCasts.cast(arguments, name);
            case "timestamp/1" -> SqlCasts.cast(arguments, "datetime");
            case "weight_string/4" -> name + "[" + arguments.replaceFirst(" , 0 , 0 , 1$", "") + "]";
            case "bin/1" -> "conv[" + arguments + COMMA + "10" + COMMA + "2]";
            case "oct/1" -> "conv[" + arguments + COMMA + "10" + COMMA + "8]";
            case "weekofyear/1" -> "week[" + arguments + COMMA + "3]";
            case "round/1", "yearweek/1" -> name + "[" + arguments + COMMA + "0]";
            case "substr/1" -> name + "[" + String.join(COMMA, split(arguments, List.of(" from ", " for "))) + "]";
            case "trim/1" -> name + "[" + trimmed(arguments) + "]";
            case "position/1" -> "locate[" + String.join(COMMA, found(arguments)) + "]";
            default -> name + "[" + arguments + "]";
        };
    }

    /** Both sides are meant where none is named. */
    private static String trimmed(String arguments) {
        String plain = arguments.replaceFirst("^both from ", "");
        boolean named = plain.matches("(?s)(leading|trailing|both) .*");
        return split(plain, List.of(" from ")).size() == 2 && !named ? "both " + plain : plain;
    }

    /** What is looked for, and where, of {@code (a in b)}. */
    private static List<String> found(String arguments) {
        return split(arguments.substring(1, arguments.length() - 1), List.of(" in ")).stream()
                .map(side -> side.startsWith("[") ? side.substring(1, side.length() - 1) : side)
                .toList();
    }

    private static String moved(String time, String sign, String by) {
        return "(" + time + " " + sign + " " + (by.startsWith("interval ") ? by : "interval " + by + " day") + ")";
    }

    /** At separators that are neither in parentheses nor in quotes. */
    static List<String> split(String text, List<String> separators) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int begin = 0;
        char quote = 0;
        for (int at = 0; at < text.length(); at++) {
            char letter = text.charAt(at);
            if (quote != 0) {
                quote = letter == quote ? 0 : quote;
            } else if (letter == '\'' || letter == '`') {
                quote = letter;
            } else if (letter == '(' || letter == '[') {
                depth++;
            } else if (letter == ')' || letter == ']') {
                depth--;
            } else if (depth == 0) {
                for (String separator : separators) {
                    if (text.startsWith(separator, at)) {
                        parts.add(text.substring(begin, at));
                        begin = at + separator.length();
                    }
                }
            }
        }
        parts.add(text.substring(begin));
        return parts;
    }
}
