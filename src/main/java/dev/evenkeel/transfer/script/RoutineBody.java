package dev.evenkeel.transfer.script;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/**
 * Follows the blocks of a statement whose body holds statements, in pieces that were cut at semicolons, to know which of
 * these ends it.
 */
public final class RoutineBody {
    private static final Set<String> KINDS = Set.of("PROCEDURE", "FUNCTION", "TRIGGER", "EVENT", "PACKAGE");
    /** Blocks that may be outside of a routine in MariaDB. */
    private static final Set<String> BLOCKS = Set.of("IF", "CASE", "LOOP", "WHILE", "REPEAT", "FOR");
    /** After these a statement begins. */
    private static final Set<String> BEFORE_STATEMENT =
            Set.of(";", "THEN", "ELSE", "DO", "BEGIN", "LOOP", "REPEAT", ":", "ATOMIC");
    /** After these the body of a routine may begin. */
    private static final Set<String> BEFORE_BODY =
            Set.of("ROW", ")", "DETERMINISTIC", "DATA", "SQL", "DEFINER", "INVOKER");

    /** What is open; a CASE within an expression holds no statements. */
    private enum Block {
        STATEMENTS,
        EXPRESSION
    }

    private final Deque<Block> open = new ArrayDeque<>();
    private String before = "";
    private boolean endless;

    /** The statement may hold others. */
    public static boolean begins(DumpStatement statement) {
        ByteWords words = statement.words();
        if (!words.next()) {
            return false;
        }
        if (words.is("BEGIN")) {
            return words.take("NOT") && words.take("ATOMIC");
        }
        if (BLOCKS.contains(words.upper()) && !words.quoted()) {
            return true;
        }
        if (!words.is("CREATE") && !words.is("ALTER")) {
            return false;
        }
        while (words.next()) {
            if (words.is("DEFINER") && words.take("=")) {
                Definers.skipAccount(words);
            } else if (KINDS.contains(words.upper())) {
                return true;
            } else if (!Definers.isHeader(words)) {
                return false;
            }
        }
        return false;
    }

    /** The next piece, without the semicolon that ends it. */
    public void read(DumpStatement piece) {
        if (before.isEmpty()) {
            before = ";";
        }
        ByteWords words = piece.words();
        while (words.next()) {
            String word = words.quoted() ? "'" : words.upper();
            take(word);
            before = word;
        }
        before = ";";
    }

    /** Nothing is open: the semicolon ends the statement. */
    public boolean ended() {
        return open.isEmpty() && !endless;
    }

    private void take(String word) {
        boolean statement = BEFORE_STATEMENT.contains(before) && open.peek() != Block.EXPRESSION;
        switch (word) {
            // A package declares routines whose bodies may be missing: it ends with the file's own delimiter.
            case "PACKAGE" -> endless |= open.isEmpty();
            case "BEGIN" -> {
                if (!before.equals("XA") && !before.equals("@") && !before.equals(".")) {
                    open.push(Block.STATEMENTS);
                }
            }
            case "CASE" -> {
                if (!before.equals("END")) {
                    open.push(statement || bodyBegins() ? Block.STATEMENTS : Block.EXPRESSION);
                }
            }
            case "LOOP", "WHILE" -> {
                if (statement || bodyBegins()) {
                    open.push(Block.STATEMENTS);
                }
            }
            case "IF", "REPEAT" -> {
                if (statement || bodyBegins()) {
                    open.push(Block.STATEMENTS);
                }
            }
            case "FOR" -> {
                if (statement) {
                    open.push(Block.STATEMENTS);
                }
            }
            case "END" -> {
                if (!before.equals("XA") && !before.equals("@") && !before.equals(".")) {
                    open.poll();
                }
            }
            default -> {}
        }
    }

    private boolean bodyBegins() {
        return open.isEmpty() && BEFORE_BODY.contains(before);
    }
}
