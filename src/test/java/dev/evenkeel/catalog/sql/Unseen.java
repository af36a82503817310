package dev.evenkeel.catalog.sql;

import dev.evenkeel.catalog.sql.SqlTokens.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Takes one word after the other out of what a server prints: each time something else must be understood, or nothing. A
 * clause that a reader passed over would be equal to its absence, and be the same on two servers that differ.
 */
public final class Unseen {
    private Unseen() {}

    /** The words without which the same is understood. */
    public static List<String> words(String text, Function<String, Object> reader) {
        Object whole = reader.apply(text);
        List<Token> tokens = SqlTokens.of(text);
        List<String> unseen = new ArrayList<>();
        int begin = 0;
        for (Token token : tokens) {
            String without = text.substring(0, begin) + " " + text.substring(token.end());
            if (understood(reader, without).equals(Optional.of(whole))) {
                unseen.add(token.text());
            }
            begin = token.end();
        }
        return unseen;
    }

    private static Optional<Object> understood(Function<String, Object> reader, String text) {
        try {
            return Optional.of(reader.apply(text));
        } catch (RuntimeException e) {
            // What is not understood is reported as unreadable, and never the same.
            return Optional.empty();
        }
    }
}
