package dev.evenkeel.catalog.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Cuts SQL into tokens, as a server does: quotes, escapes and comments in one pass, since each may hold the signs of the
 * others. Comments fall away, what a server hides in {@code /*!50100 … *}{@code /} does not.
 */
public final class SqlTokens {
    /** What a token is. */
    public enum Kind {
        WORD,
        NAME,
        STRING,
        NUMBER,
        SYMBOL
    }

    /**
     * One token.
     *
     * @param text words in lower case, names and strings without their quotes and escapes
     * @param typed the same in the letters in which it was typed
     * @param end where it ends in the text it came from
     */
    public record Token(Kind kind, String text, String typed, int end) {
        public boolean is(String wordOrSymbol) {
            return (kind == Kind.WORD || kind == Kind.SYMBOL) && text.equals(wordOrSymbol);
        }
    }

    /**
     * What of a sql_mode decides where a token ends.
     *
     * @param ansiQuotes double quotes hold names
     * @param backslashPlain a backslash is a letter like others
     */
    public record Mode(boolean ansiQuotes, boolean backslashPlain) {
        /** Of a session that nobody changed, and of the pinned ones here. */
        public static final Mode USUAL = new Mode(false, false);
    }

    private static final List<String> LONG_SYMBOLS =
            List.of("<=>", "<<", ">>", "<=", ">=", "<>", "!=", "||", "&&", ":=");

    private final String sql;
    private final Mode mode;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private boolean executable;

    private SqlTokens(String sql, Mode mode) {
        this.sql = sql;
        this.mode = mode;
    }

    public static List<Token> of(String sql) {
        return of(sql, Mode.USUAL);
    }

    public static List<Token> of(String sql, Mode mode) {
        SqlTokens reader = new SqlTokens(sql, mode);
        reader.read();
        return List.copyOf(reader.tokens);
    }

    private void read() {
        while (at < sql.length()) {
            char c = sql.charAt(at);
            if (blank(c)) {
                at++;
            } else if (c == '#' || (sql.startsWith("--", at) && blankAt(at + 2))) {
                int end = sql.indexOf('\n', at);
                at = end < 0 ? sql.length() : end;
            } else if (sql.startsWith("/*", at)) {
                comment();
            } else if (executable && sql.startsWith("*/", at)) {
                executable = false;
                at += 2;
            } else if (c == '`') {
                add(Kind.NAME, quoted('`', false));
            } else if (c == '"' && mode.ansiQuotes()) {
                add(Kind.NAME, quoted('"', false));
            } else if (c == '\'' || c == '"') {
                add(Kind.STRING, quoted(c, !mode.backslashPlain()));
            } else if (Character.isDigit(c) || (c == '.' && digitAt(at + 1) && !afterName())) {
                number();
            } else if (wordAt(at)) {
                word();
            } else {
                symbol();
            }
        }
    }

    private void comment() {
        int code = sql.startsWith("/*!", at) ? 3 : sql.startsWith("/*M!", at) ? 4 : 0;
        if (code == 0) {
            int close = sql.indexOf("*/", at + 2);
            at = close < 0 ? sql.length() : close + 2;
        } else {
            at += code;
            while (digitAt(at)) {
                at++;
            }
            executable = true;
        }
    }

    private String quoted(char quote, boolean escapes) {
        StringBuilder text = new StringBuilder();
        for (at++; at < sql.length(); at++) {
            char c = sql.charAt(at);
            if (c == '\\' && escapes && at + 1 < sql.length()) {
                text.append(unescaped(sql.charAt(++at)));
            } else if (c != quote) {
                text.append(c);
            } else if (at + 1 < sql.length() && sql.charAt(at + 1) == quote) {
                text.append(quote);
                at++;
            } else {
                at++;
                break;
            }
        }
        return text.toString();
    }

    private static String unescaped(char c) {
        return switch (c) {
            case 'n' -> "\n";
            case 'r' -> "\r";
            case 't' -> "\t";
            case '0' -> "\0";
            case 'Z' -> "\u001a";
            case 'b' -> "\b";
            case '%' -> "\\%";
            case '_' -> "\\_";
            default -> String.valueOf(c);
        };
    }

    private void number() {
        int start = at;
        while (at < sql.length() && (wordAt(at) || digitAt(at) || sql.charAt(at) == '.' || exponentSign(start))) {
            at++;
        }
        add(Kind.NUMBER, sql.substring(start, at).toLowerCase(Locale.ROOT), sql.substring(start, at));
    }

    private boolean exponentSign(int start) {
        char c = sql.charAt(at);
        char before = sql.charAt(at - 1);
        return at > start && (c == '-' || c == '+') && (before == 'e' || before == 'E') && !sql.startsWith("0x", start);
    }

    private void word() {
        int start = at;
        while (at < sql.length() && (wordAt(at) || digitAt(at))) {
            at++;
        }
        add(Kind.WORD, sql.substring(start, at).toLowerCase(Locale.ROOT), sql.substring(start, at));
    }

    private void symbol() {
        String symbol = LONG_SYMBOLS.stream()
                .filter(candidate -> sql.startsWith(candidate, at))
                .findFirst()
                .orElse(String.valueOf(sql.charAt(at)));
        at += symbol.length();
        add(Kind.SYMBOL, symbol);
    }

    private void add(Kind kind, String text) {
        add(kind, text, text);
    }

    private void add(Kind kind, String text, String typed) {
        tokens.add(new Token(kind, text, typed, at));
    }

    private boolean afterName() {
        return !tokens.isEmpty()
                && tokens.get(tokens.size() - 1).end() == at
                && tokens.get(tokens.size() - 1).kind() != Kind.SYMBOL;
    }

    private boolean blankAt(int place) {
        return place >= sql.length() || blank(sql.charAt(place)) || Character.isISOControl(sql.charAt(place));
    }

    /** Only these: any other letter beyond ASCII may be part of a name. */
    private static boolean blank(char c) {
        return c == ' ' || c >= '\t' && c <= '\r';
    }

    private boolean digitAt(int place) {
        return place < sql.length() && sql.charAt(place) >= '0' && sql.charAt(place) <= '9';
    }

    private boolean wordAt(int place) {
        char c = sql.charAt(place);
        return Character.isLetter(c) || c == '_' || c == '$' || c == '@' || c >= 128;
    }
}
