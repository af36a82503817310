package dev.evenkeel.mariadb;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server's own sentence made fit for a report: values of rows are taken out, for they are in no report unless asked for,
 * and what a terminal would obey is shown as a number. Values of a primary key stay, as they do wherever a row is named.
 */
public final class ServerWords {
    private static final int SHOWN_STATEMENT = 200;
    private static final String HIDDEN = "…";

    private static final Pattern DUPLICATE =
            Pattern.compile("(Duplicate entry )'(.*?)'( for key '([^']*)')", Pattern.DOTALL);
    private static final Pattern VALUE = Pattern.compile("(value: )'.*?'(?= for column |[,;']|$)", Pattern.DOTALL);
    private static final Pattern STATEMENT = Pattern.compile("(Query: )'(.*)'", Pattern.DOTALL);
    private static final Pattern LITERAL = Pattern.compile(
            "'(?:[^'\\\\]|\\\\.?|'')*+(?:'|$)|\"(?:[^\"\\\\]|\\\\.?|\"\")*+(?:\"|$)|(?<![\\w$.@])\\d[\\w.]*"
                    + "|`(?:[^`]|``)*+`",
            Pattern.DOTALL);

    private ServerWords() {}

    /** An error's text. */
    public static String withoutValues(String words) {
        // The statement first: it may hold what looks like one of the others.
        Matcher statement = STATEMENT.matcher(words);
        if (statement.find()) {
            return withoutValues(words.substring(0, statement.start()))
                    + statement.group(1) + "'" + statement(statement.group(2)) + "'"
                    + withoutValues(words.substring(statement.end()));
        }
        String hidden = DUPLICATE
                .matcher(words)
                .replaceAll(found -> Matcher.quoteReplacement(found.group(1) + "'"
                        + (found.group(4).equals("PRIMARY") ? found.group(2) : HIDDEN) + "'" + found.group(3)));
        return visible(VALUE.matcher(hidden).replaceAll("$1'" + HIDDEN + "'"));
    }

    /** A statement's beginning, its literals as question marks. */
    public static String statement(String sql) {
        String shape = LITERAL.matcher(sql)
                // Names in backticks are met so that no literal is seen in one.
                .replaceAll(found -> found.group().startsWith("`") ? Matcher.quoteReplacement(found.group()) : "?")
                .strip()
                .replaceAll("\\s+", " ");
        return visible(shape.length() <= SHOWN_STATEMENT ? shape : shape.substring(0, SHOWN_STATEMENT) + " …");
    }

    static String visible(String text) {
        StringBuilder visible = new StringBuilder(text.length());
        text.codePoints().forEach(code -> {
            int type = Character.getType(code);
            boolean obeyed = type == Character.CONTROL
                    || type == Character.FORMAT
                    || type == Character.LINE_SEPARATOR
                    || type == Character.PARAGRAPH_SEPARATOR
                    || type == Character.SURROGATE;
            if (obeyed) {
                visible.append(code == '\n' ? "\\n" : String.format("\\u%04x", code));
            } else {
                visible.appendCodePoint(code);
            }
        });
        return visible.toString();
    }
}
