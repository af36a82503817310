package dev.evenkeel.transfer.script;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A command of the {@code mysql} client, as scripts hold them between statements: no server knows them.
 *
 * @param name in full
 * @param argument without the delimiter
 * @param bytes of the file that it takes, its delimiter or line included
 */
record ClientCommand(Kind kind, String name, String argument, int bytes) {
    static final int LONGEST_WORD = 32;

    enum Kind {
        /** Shows something, or changes how something is shown. */
        DISPLAY,
        DELIMITER,
        SOURCE,
        USE,
        CHARSET,
        QUIT,
        /** Would start a program, write a file or speak to another server. */
        REFUSED
    }

    private record Known(Kind kind, String name, boolean argument) {}

    private static final Map<String, Known> KNOWN = new HashMap<>();

    static {
        know(Kind.DELIMITER, true, "delimiter", "\\d");
        know(Kind.SOURCE, true, "source", "\\.");
        know(Kind.USE, true, "use", "\\u");
        know(Kind.CHARSET, true, "charset", "\\C");
        know(Kind.QUIT, false, "quit", "\\q");
        know(Kind.QUIT, false, "exit", "exit");
        know(Kind.REFUSED, true, "system", "\\!");
        know(Kind.REFUSED, true, "tee", "\\T");
        know(Kind.REFUSED, true, "pager", "\\P");
        know(Kind.REFUSED, true, "connect", "\\r");
        know(Kind.REFUSED, false, "edit", "\\e");
        know(Kind.REFUSED, false, "resetconnection", "\\x");
        know(Kind.REFUSED, true, "ssl_session_data_print", "ssl_session_data_print");
        know(Kind.DISPLAY, true, "help", "\\h");
        know(Kind.DISPLAY, true, "?", "\\?");
        know(Kind.DISPLAY, true, "prompt", "\\R");
        know(Kind.DISPLAY, true, "query_attributes", "query_attributes");
        know(Kind.DISPLAY, false, "clear", "\\c");
        know(Kind.DISPLAY, false, "costs", "\\Q");
        know(Kind.DISPLAY, false, "ego", "\\G");
        know(Kind.DISPLAY, false, "go", "\\g");
        know(Kind.DISPLAY, false, "nopager", "\\n");
        know(Kind.DISPLAY, false, "notee", "\\t");
        know(Kind.DISPLAY, false, "nowarning", "\\w");
        know(Kind.DISPLAY, false, "print", "\\p");
        know(Kind.DISPLAY, false, "rehash", "\\#");
        know(Kind.DISPLAY, false, "sandbox", "\\-");
        know(Kind.DISPLAY, false, "status", "\\s");
        know(Kind.DISPLAY, false, "warnings", "\\W");
    }

    private static void know(Kind kind, boolean argument, String name, String sign) {
        Known known = new Known(kind, name, argument);
        KNOWN.put(name, known);
        KNOWN.put(sign, known);
    }

    /** Whether a line that begins so may be a command; cheap, for it is asked of every statement. */
    static boolean mayBegin(String line) {
        return KNOWN.containsKey(word(line));
    }

    /** @param line a character for each byte */
    static Optional<ClientCommand> of(String line, String delimiter) {
        String word = word(line);
        Known known = KNOWN.get(word);
        if (known == null) {
            return Optional.empty();
        }
        int from = word.length();
        int to = known.kind() == Kind.DELIMITER ? line.length() : end(line, from, delimiter);
        int bytes = Math.min(line.length(), to + (line.startsWith(delimiter, to) ? delimiter.length() : 0));
        String argument =
                known.kind() == Kind.SOURCE ? line.substring(from, to).strip() : argument(line.substring(from, to));
        if (known.argument() ? argument.isEmpty() && needsArgument(known.kind()) : !argument.isEmpty()) {
            // The client takes it for the beginning of a statement, and the server will say what it is.
            return Optional.empty();
        }
        String text = new String(argument.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        return Optional.of(new ClientCommand(known.kind(), known.name(), text, bytes));
    }

    /** The first word of what follows a command, or what is there in quotes. */
    static String argument(String rest) {
        String text = rest.strip();
        if (text.isEmpty()) {
            return "";
        }
        char quote = text.charAt(0);
        int closing = "'\"`".indexOf(quote) < 0 ? -1 : text.indexOf(quote, 1);
        if (closing > 1) {
            return text.substring(1, closing);
        }
        return text.split("\\s", 2)[0];
    }

    /** Why it is not followed, and what to do. */
    String refusal() {
        String why =
                switch (name) {
                    case "system" -> "would run a program on this machine";
                    case "tee", "ssl_session_data_print" -> "would write a file";
                    case "pager" -> "would run a program to show results";
                    case "edit" -> "would start an editor";
                    case "connect" -> "would connect to another server";
                    default -> "would begin another session";
                };
        return "\"" + name + "\" is a command of the mysql client that " + why
                + ", which evenkeel does not do; take the line out";
    }

    private static boolean needsArgument(Kind kind) {
        return kind == Kind.SOURCE || kind == Kind.USE || kind == Kind.CHARSET || kind == Kind.DELIMITER;
    }

    /** In lower case, except for the signs: {@code \C} and {@code \c} are two. */
    private static String word(String line) {
        if (line.startsWith("\\")) {
            return line.substring(0, Math.min(2, line.length()));
        }
        if (line.startsWith("?")) {
            return "?";
        }
        int to = 0;
        while (to < line.length() && (Character.isLetter(line.charAt(to)) || line.charAt(to) == '_')) {
            to++;
        }
        // A name in front of a parenthesis, a dot or an assignment is not a command.
        boolean alone =
                to == line.length() || Character.isWhitespace(line.charAt(to)) || ";/$".indexOf(line.charAt(to)) >= 0;
        return alone ? line.substring(0, to).toLowerCase(Locale.ROOT) : "";
    }

    /** Where the argument ends: at the delimiter, at a semicolon, or with the line; not within quotes. */
    private static int end(String line, int from, String delimiter) {
        char quote = 0;
        for (int i = from; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '\'' || c == '"' || c == '`') {
                quote = c;
            } else if (c == ';' || line.startsWith(delimiter, i)) {
                return i;
            }
        }
        return line.length();
    }
}
