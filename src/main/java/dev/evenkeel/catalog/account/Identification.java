package dev.evenkeel.catalog.account;

import dev.evenkeel.catalog.sql.SqlTokens;
import dev.evenkeel.catalog.sql.SqlTokens.Kind;
import dev.evenkeel.catalog.sql.SqlTokens.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * How an account proves who it is, and what else SHOW CREATE USER says of it.
 *
 * @param plugin one, or several joined by {@code OR}
 * @param hash likewise
 */
record Identification(String plugin, String hash, List<String> options) {
    private static final Set<String> STARTS =
            Set.of("require", "with", "account", "password", "default", "max_statement_time");

    public Identification {
        options = List.copyOf(options);
    }

    /** Reads {@code CREATE USER `u`@`h` IDENTIFIED VIA ed25519 USING '…' OR unix_socket REQUIRE SSL ACCOUNT LOCK}. */
    public static Identification read(String createUser) {
        List<Token> tokens = SqlTokens.of(createUser);
        int at = 0;
        while (at < tokens.size() && !tokens.get(at).is("identified") && !starts(tokens, at)) {
            at++;
        }
        List<String> plugins = new ArrayList<>();
        List<String> hashes = new ArrayList<>();
        if (at < tokens.size() && tokens.get(at).is("identified")) {
            boolean native41 = tokens.get(at + 1).is("by");
            // IDENTIFIED BY PASSWORD 'hash', or IDENTIFIED VIA plugin [USING 'hash'] [OR plugin …].
            at += native41 ? 3 : 2;
            if (native41) {
                plugins.add("mysql_native_password");
                hashes.add(tokens.get(at++).text());
            }
            while (!native41 && at < tokens.size() && !starts(tokens, at)) {
                Token token = tokens.get(at);
                if (token.is("using") || token.is("as")) {
                    at++;
                    hashes.set(hashes.size() - 1, tokens.get(at).text());
                } else if (!token.is("or")) {
                    plugins.add(token.text());
                    hashes.add("");
                }
                at++;
            }
        } else {
            plugins.add("mysql_native_password");
            hashes.add("");
        }
        return new Identification(
                String.join(" OR ", plugins), String.join(" OR ", hashes), options(tokens.subList(at, tokens.size())));
    }

    /** Splits {@code REQUIRE SSL WITH MAX_QUERIES_PER_HOUR 7 ACCOUNT LOCK} at the words an option begins with. */
    static List<String> options(List<Token> tokens) {
        List<String> options = new ArrayList<>();
        StringBuilder option = new StringBuilder();
        for (int at = 0; at < tokens.size(); at++) {
            Token token = tokens.get(at);
            boolean limit = token.kind() == Kind.WORD && token.text().startsWith("max_");
            boolean another = token.is("require") || token.is("account") || token.is("password") || limit;
            if ((another || token.is("with")) && option.length() > 0) {
                options.add(option.toString());
                option.setLength(0);
            }
            if (!token.is("with") && !token.is("and")) {
                option.append(option.length() == 0 ? "" : " ").append(text(token));
            }
        }
        if (option.length() > 0) {
            options.add(option.toString());
        }
        // What is so anyway is written by some versions and left out by others.
        return options.stream()
                .filter(text -> !Set.of("REQUIRE NONE", "PASSWORD EXPIRE DEFAULT", "ACCOUNT UNLOCK")
                        .contains(text))
                .toList();
    }

    private static String text(Token token) {
        return token.kind() == Kind.WORD
                ? token.text().toUpperCase(Locale.ROOT)
                : token.kind() == Kind.STRING ? "'" + token.text().replace("'", "''") + "'" : token.text();
    }

    private static boolean starts(List<Token> tokens, int at) {
        return tokens.get(at).kind() == Kind.WORD
                && STARTS.contains(tokens.get(at).text());
    }
}
