package dev.evenkeel.catalog.object;

import dev.evenkeel.catalog.Column;
import dev.evenkeel.catalog.Table;
import dev.evenkeel.catalog.sql.NormalForm;
import dev.evenkeel.catalog.sql.SqlForm;
import dev.evenkeel.catalog.sql.SqlTokens;
import dev.evenkeel.catalog.sql.SqlTokens.Kind;
import dev.evenkeel.catalog.sql.SqlTokens.Token;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Takes the text of SHOW CREATE TABLE apart into traits. It alone holds everything: the information schema of 10.1 has no
 * expressions of generated columns and no explicit row format.
 */
final class TableText {
    private static final Set<String> AFTER_DEFAULT = Set.of(
            "on", "auto_increment", "comment", "check", "generated", "as", "not", "invisible", "without", "compressed");

    /** Servers before 10.2 say nothing of NULL as their default. */
    private static final Set<String> WITHOUT_WORD_OF_NULL = Set.of(
            "tinytext",
            "text",
            "mediumtext",
            "longtext",
            "tinyblob",
            "blob",
            "mediumblob",
            "longblob",
            "geometry",
            "point",
            "linestring",
            "polygon",
            "multipoint",
            "multilinestring",
            "multipolygon",
            "geometrycollection");

    private static final List<List<String>> USUAL_TREE = List.of(List.of("using", "btree"));
    private static final List<List<String>> USUAL_RULES = List.of(
            List.of("on", "delete", "restrict"),
            List.of("on", "delete", "no", "action"),
            List.of("on", "update", "restrict"),
            List.of("on", "update", "no", "action"));

    private final Table table;
    private final String collation;
    private final Map<String, String> traits = new TreeMap<>();
    private final List<String> columns = new ArrayList<>();

    private TableText(Table table, String collation) {
        this.table = table;
        this.collation = collation;
    }

    /** @param collation the table's own, which not every server writes out */
    public static Map<String, String> traits(Table table, String collation, String showCreate) {
        TableText reader = new TableText(table, collation);
        reader.read(SqlTokens.of(showCreate));
        return reader.traits;
    }

    private void read(List<Token> tokens) {
        int open = 0;
        while (!tokens.get(open).is("(")) {
            open++;
        }
        int close = closing(tokens, open);
        split(tokens.subList(open + 1, close)).forEach(this::item);
        traits.put("column order", String.join(", ", columns));
        traits.put("option collate", NormalForm.collation(collation));
        List<Token> rest = tokens.subList(close + 1, tokens.size());
        int partition = partition(rest);
        options(rest.subList(0, partition));
        if (partition < rest.size()) {
            traits.put("partitions", SqlForm.columnExpression(rest.subList(partition, rest.size())));
        }
    }

    private void item(List<Token> item) {
        if (item.get(0).kind() == Kind.NAME) {
            Column column = table.column(item.get(0).text());
            columns.add(column.name());
            traits.put("column " + column.name(), column(column, item.subList(1, item.size())));
        } else {
            key(item);
        }
    }

    private String column(Column column, List<Token> tokens) {
        StringBuilder text = new StringBuilder(column.columnType());
        column.charset().ifPresent(charset -> text.append(" charset ").append(charset));
        column.collation().ifPresent(own -> text.append(" collate ").append(own));
        int at = afterType(tokens);
        boolean asked =
                tokens.stream().noneMatch(token -> token.is("as")) && !WITHOUT_WORD_OF_NULL.contains(column.dataType());
        while (at < tokens.size()) {
            Token token = tokens.get(at);
            if (pair(tokens, at, "character", "set")) {
                at += 3;
            } else if (token.is("collate") || token.is("charset")) {
                at += 2;
            } else if (token.is("null") || token.is("always") || token.is("generated")) {
                at++;
            } else if (pair(tokens, at, "not", "null")) {
                text.append(" not null");
                asked = false;
                at += 2;
            } else if (token.is("default")) {
                asked = false;
                int end = defaultEnd(tokens, at + 1);
                List<Token> value = tokens.subList(at + 1, end);
                if (!value.get(0).is("null")) {
                    text.append(" default ").append(NormalForm.defaultValue(value));
                }
                at = end;
            } else if (token.is("comment") && at + 1 < tokens.size()) {
                text.append(" comment ").append(written(tokens.get(at + 1)));
                at += 2;
            } else if (token.is("(")) {
                int end = closing(tokens, at) + 1;
                text.append(" (")
                        .append(SqlForm.columnExpression(tokens.subList(at, end)))
                        .append(')');
                at = end;
            } else if (token.is("update") && at + 1 < tokens.size()) {
                int end = defaultEnd(tokens, at + 1);
                text.append(" update ").append(NormalForm.defaultValue(tokens.subList(at + 1, end)));
                at = end;
            } else {
                text.append(' ').append(token.is("persistent") ? "stored" : token.text());
                at++;
            }
        }
        // NULL where nothing is given, unless that was taken away: then a row without a value is refused.
        if (asked) {
            text.append(" no default");
        }
        return text.toString();
    }

    /** A type is a word, perhaps a pair of parentheses, perhaps words that belong to a number. */
    private static int afterType(List<Token> tokens) {
        int at = 1;
        if (at < tokens.size() && tokens.get(at).is("(")) {
            at = closing(tokens, at) + 1;
        }
        while (at < tokens.size()
                && (tokens.get(at).is("unsigned") || tokens.get(at).is("zerofill"))) {
            at++;
        }
        return at;
    }

    private static int defaultEnd(List<Token> tokens, int from) {
        int at = from;
        int depth = 0;
        while (at < tokens.size() && (at == from || depth > 0 || !ends(tokens.get(at)))) {
            depth += tokens.get(at).is("(") ? 1 : tokens.get(at).is(")") ? -1 : 0;
            at++;
        }
        return at;
    }

    private static boolean ends(Token token) {
        return token.kind() == Kind.WORD && AFTER_DEFAULT.contains(token.text());
    }

    private void key(List<Token> item) {
        String name = item.stream()
                .filter(token -> token.kind() == Kind.NAME)
                .map(Token::text)
                .findFirst()
                .orElse("");
        if (item.get(0).is("primary")) {
            traits.put("primary key", keyText(item));
        } else if (item.stream().anyMatch(token -> token.is("foreign"))) {
            traits.put("foreign key " + name, foreignKey(item));
        } else if (item.stream().anyMatch(token -> token.is("check"))) {
            traits.put("check " + name, SqlForm.columnExpression(item));
        } else if (item.stream().anyMatch(token -> token.is("key"))) {
            traits.put("key " + name, keyText(item));
        } else {
            traits.put(joined(item), "");
        }
    }

    private String keyText(List<Token> item) {
        // Everywhere but in memory tables a tree is what a key is anyway.
        return table.engine().equalsIgnoreCase("memory") ? joined(item) : joined(without(item, USUAL_TREE));
    }

    /** RESTRICT and NO ACTION are the default and mean the same to InnoDB. */
    private static String foreignKey(List<Token> item) {
        return joined(without(item, USUAL_RULES));
    }

    private static List<Token> without(List<Token> tokens, List<List<String>> phrases) {
        List<Token> kept = new ArrayList<>(tokens);
        for (List<String> phrase : phrases) {
            for (int at = 0; at + phrase.size() <= kept.size(); at++) {
                List<Token> found = kept.subList(at, at + phrase.size());
                if (IntStream.range(0, phrase.size()).allMatch(i -> found.get(i).is(phrase.get(i)))) {
                    found.clear();
                }
            }
        }
        return kept;
    }

    private void options(List<Token> tokens) {
        for (int at = 0; at < tokens.size(); ) {
            int equals = at;
            while (equals < tokens.size() && !tokens.get(equals).is("=")) {
                equals++;
            }
            if (equals >= tokens.size() - 1) {
                traits.put("option " + joined(tokens.subList(at, tokens.size())), "");
                return;
            }
            String key = joined(tokens.subList(at, equals)).replaceFirst("^default ", "");
            int end = tokens.get(equals + 1).is("(") ? closing(tokens, equals + 1) + 1 : equals + 2;
            option(key, tokens.subList(equals + 1, end));
            at = end;
            if (at < tokens.size() && tokens.get(at).is(",")) {
                at++;
            }
        }
    }

    private void option(String key, List<Token> value) {
        String text = joined(value);
        switch (key) {
            case "auto_increment" -> traits.put(CatalogObject.NEXT_VALUE, text);
            case "charset" -> traits.put("option charset", NormalForm.charset(text));
            case "collate" -> {
                // The information schema's, which is there on every server.
            }
            default -> traits.put("option " + key, text);
        }
    }

    private static int partition(List<Token> tokens) {
        for (int at = 0; at + 1 < tokens.size(); at++) {
            if (pair(tokens, at, "partition", "by")) {
                return at;
            }
        }
        return tokens.size();
    }

    private static boolean pair(List<Token> tokens, int at, String first, String second) {
        return at + 1 < tokens.size()
                && tokens.get(at).is(first)
                && tokens.get(at + 1).is(second);
    }

    private static int closing(List<Token> tokens, int open) {
        int depth = 0;
        for (int at = open; at < tokens.size(); at++) {
            depth += tokens.get(at).is("(") ? 1 : tokens.get(at).is(")") ? -1 : 0;
            if (depth == 0) {
                return at;
            }
        }
        throw new IllegalArgumentException("a parenthesis is never closed");
    }

    private static List<List<Token>> split(List<Token> tokens) {
        Map<Integer, List<Token>> items = new LinkedHashMap<>();
        int depth = 0;
        int item = 0;
        for (Token token : tokens) {
            depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
            if (depth == 0 && token.is(",")) {
                item++;
            } else {
                items.computeIfAbsent(item, number -> new ArrayList<>()).add(token);
            }
        }
        return List.copyOf(items.values());
    }

    private static String joined(List<Token> tokens) {
        return tokens.stream().map(TableText::written).collect(Collectors.joining(" "));
    }

    private static String written(Token token) {
        return switch (token.kind()) {
            case NAME -> '`' + token.text().replace("`", "``") + '`';
            case STRING -> "'" + token.text().replace("'", "''") + "'";
            case WORD -> NormalForm.word(token.text());
            case NUMBER, SYMBOL -> token.text();
        };
    }
}
