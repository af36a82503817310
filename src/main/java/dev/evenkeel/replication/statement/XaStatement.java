package dev.evenkeel.replication.statement;

import dev.evenkeel.catalog.sql.SqlTokens.Kind;
import dev.evenkeel.catalog.sql.SqlTokens.Token;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** What becomes of a prepared transaction, as servers log it: {@code XA COMMIT X'6162',X'',1}. */
public final class XaStatement {
    private static final int LENGTH = 8;

    private XaStatement() {}

    /** @param tokens what comes after XA */
    static Meaning read(List<Token> tokens) {
        String verb = tokens.isEmpty() ? "" : tokens.get(0).text();
        if (List.of("start", "begin", "end").contains(verb)) {
            return new Meaning.Nothing();
        }
        boolean known = tokens.size() >= LENGTH
                && (verb.equals("commit") || verb.equals("rollback"))
                && bytes(tokens, 1)
                && tokens.get(3).is(",")
                && bytes(tokens, 4)
                && tokens.get(6).is(",")
                && tokens.get(7).kind() == Kind.NUMBER
                && (tokens.size() == LENGTH || tokens.get(LENGTH).is(";"));
        return known
                ? new Meaning.Finished(
                        transaction(
                                tokens.get(7).text(),
                                tokens.get(2).text(),
                                tokens.get(5).text()),
                        verb.equals("commit"))
                : new Meaning.Anything();
    }

    private static boolean bytes(List<Token> tokens, int place) {
        return tokens.get(place).is("x") && tokens.get(place + 1).kind() == Kind.STRING;
    }

    /** The name under which a prepared transaction is known, from its event. */
    public static String transaction(long format, byte[] global, byte[] branch) {
        HexFormat hex = HexFormat.of();
        return transaction(Long.toString(format), hex.formatHex(global), hex.formatHex(branch));
    }

    private static String transaction(String format, String global, String branch) {
        return format + ":" + global.toLowerCase(Locale.ROOT) + ":" + branch.toLowerCase(Locale.ROOT);
    }
}
