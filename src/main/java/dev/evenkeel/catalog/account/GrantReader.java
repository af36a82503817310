package dev.evenkeel.catalog.account;

import dev.evenkeel.catalog.sql.SqlTokens;
import dev.evenkeel.catalog.sql.SqlTokens.Kind;
import dev.evenkeel.catalog.sql.SqlTokens.Token;
import dev.evenkeel.mariadb.Capability;
import dev.evenkeel.mariadb.Quoting;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Reads one account's lines of SHOW GRANTS into single privileges in normal form, and into statements to repeat. */
final class GrantReader {
    private final Predicate<Capability> server;
    private final String user;
    private final String account;
    private final SortedSet<String> privileges = new TreeSet<>();
    private final List<String> statements = new ArrayList<>();
    private final List<String> options = new ArrayList<>();

    /**
     * @param user the account's bare name
     * @param account as SQL names it, for the statements
     */
    public GrantReader(Predicate<Capability> server, String user, String account) {
        this.server = server;
        this.user = user;
        this.account = account;
    }

    public SortedSet<String> privileges() {
        return privileges;
    }

    List<String> statements() {
        return statements;
    }

    /** What the line about all databases says beside privileges: REQUIRE and limits. */
    public List<String> options() {
        return options;
    }

    public void read(String line) {
        List<Token> tokens = SqlTokens.of(line);
        if (tokens.get(0).is("set")) {
            // SET DEFAULT ROLE, which mysql.user says on every version.
            return;
        }
        if (!tokens.get(0).is("grant")) {
            throw new IllegalArgumentException("SHOW GRANTS answers a line that is not understood: it begins with "
                    + tokens.get(0).text());
        }
        int on = index(tokens, "on", 0);
        int to = index(tokens, "to", on < 0 ? 0 : on);
        if (to < 0) {
            throw new IllegalArgumentException("SHOW GRANTS answers a GRANT without TO");
        }
        List<Token> tail = tokens.subList(to + 1, tokens.size());
        if (!typed(line, tail.get(0)).equals(user)) {
            // For a role the server lists what the roles within it may do as well; they have their own lines.
            return;
        }
        if (on < 0) {
            role(typed(line, tokens.get(1)), tail);
        } else {
            privileges(tokens.subList(1, on), tokens.subList(on + 1, to), tail);
        }
    }

    /** A name as it is in the line: servers before 10.5 do not quote roles, and their lettercase counts. */
    private static String typed(String line, Token token) {
        return token.kind() == Kind.WORD
                ? line.substring(token.end() - token.text().length(), token.end())
                : token.text();
    }

    private void role(String role, List<Token> tail) {
        boolean admin = index(tail, "admin", 0) >= 0;
        privileges.add("ROLE " + Quoting.identifier(role));
        if (admin) {
            privileges.add("ADMIN OF ROLE " + Quoting.identifier(role));
        }
        statements.add("GRANT " + Quoting.identifier(role) + " TO " + account + (admin ? " WITH ADMIN OPTION" : ""));
    }

    private void privileges(List<Token> names, List<Token> object, List<Token> tail) {
        String on = names.size() == 1 && names.get(0).is("proxy") ? proxied(object) : object(object);
        boolean grantOption = pair(tail, "grant", "option");
        List<String> single = new ArrayList<>();
        for (List<Token> name : split(names)) {
            String privilege = Privileges.normal(name);
            if (privilege.equals("ALL PRIVILEGES") && !on.equals("*.*")) {
                single.addAll(Privileges.all(server, on));
            } else if (!privilege.equals("USAGE")) {
                single.add(privilege);
            }
        }
        single.forEach(privilege -> Privileges.perColumn(privilege).forEach(one -> privileges.add(one + " ON " + on)));
        if (grantOption) {
            privileges.add("GRANT OPTION ON " + on);
        }
        List<String> own = on.equals("*.*") ? limits(tail) : List.of();
        options.addAll(own);
        if (!single.isEmpty() || grantOption) {
            statements.add("GRANT " + (single.isEmpty() ? "USAGE" : String.join(", ", single)) + " ON " + on + " TO "
                    + account + (grantOption ? " WITH GRANT OPTION" : ""));
        }
    }

    /** What follows the identification in the line's tail, which itself is passed over: it holds the hash. */
    private static List<String> limits(List<Token> tail) {
        int require = index(tail, "require", 0);
        int with = index(tail, "with", 0);
        int from = require >= 0 ? require : with;
        if (from < 0) {
            return List.of();
        }
        List<Token> rest = new ArrayList<>(tail.subList(from, tail.size()));
        for (int at = 0; at + 1 < rest.size(); at++) {
            if (rest.get(at).is("grant") && rest.get(at + 1).is("option")) {
                rest.remove(at + 1);
                rest.remove(at);
            }
        }
        return Identification.options(rest);
    }

    private static String object(List<Token> tokens) {
        StringBuilder text = new StringBuilder();
        for (Token token : tokens) {
            switch (token.kind()) {
                case NAME -> text.append(Quoting.identifier(token.text()));
                case STRING -> text.append(Quoting.text(token.text()));
                default -> {
                    boolean type = Set.of("procedure", "function", "package", "table", "body")
                            .contains(token.text());
                    text.append(
                            type && token.kind() == Kind.WORD && text.indexOf("`") < 0
                                    ? token.text().toUpperCase(Locale.ROOT) + " "
                                    : token.text());
                }
            }
        }
        return text.toString().replaceFirst("^TABLE ", "");
    }

    /** An account, which versions quote in different ways. A name without quotes takes the sign with it. */
    private static String proxied(List<Token> tokens) {
        String user = tokens.get(0).typed();
        String host = tokens.stream()
                .skip(1)
                .dropWhile(token -> token.is("@"))
                .map(Token::typed)
                .collect(Collectors.joining());
        boolean bare = tokens.get(0).kind() == Kind.WORD && user.endsWith("@");
        return Quoting.account(bare ? user.substring(0, user.length() - 1) : user, tokens.size() == 1 ? "%" : host);
    }

    private static int index(List<Token> tokens, String word, int from) {
        int depth = 0;
        for (int at = from; at < tokens.size(); at++) {
            depth += tokens.get(at).is("(") ? 1 : tokens.get(at).is(")") ? -1 : 0;
            if (depth == 0 && tokens.get(at).is(word)) {
                return at;
            }
        }
        return -1;
    }

    private static boolean pair(List<Token> tokens, String first, String second) {
        int at = index(tokens, first, 0);
        return at >= 0 && at + 1 < tokens.size() && tokens.get(at + 1).is(second);
    }

    private static List<List<Token>> split(List<Token> tokens) {
        List<List<Token>> parts = new ArrayList<>(List.of(new ArrayList<>()));
        int depth = 0;
        for (Token token : tokens) {
            depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
            if (depth == 0 && token.is(",")) {
                parts.add(new ArrayList<>());
            } else {
                parts.get(parts.size() - 1).add(token);
            }
        }
        return parts;
    }
}
