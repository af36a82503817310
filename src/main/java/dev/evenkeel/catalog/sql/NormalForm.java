package dev.evenkeel.catalog.sql;

import dev.evenkeel.catalog.sql.SqlTokens.Kind;
import dev.evenkeel.catalog.sql.SqlTokens.Token;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One way to write what servers of different versions write differently though they mean the same. Everything that is
 * known to be written in two ways is unified here and nowhere else.
 */
public final class NormalForm {
    private static final Pattern COMMENT = Pattern.compile("\\s*/\\*.*?\\*/");
    private static final Pattern INTEGER =
            Pattern.compile("\\b(tinyint|smallint|mediumint|int|bigint)\\((\\d+)\\)( unsigned)?+(?! zerofill)");

    /** The width an integer gets when none is given: one that was asked for stays visible, as in tinyint(1). */
    private static final Map<String, String> WIDTHS = Map.of(
            "tinyint",
            "4",
            "tinyint unsigned",
            "3",
            "smallint",
            "6",
            "smallint unsigned",
            "5",
            "mediumint",
            "9",
            "mediumint unsigned",
            "8",
            "int",
            "11",
            "int unsigned",
            "10",
            "bigint",
            "20",
            "bigint unsigned",
            "20");

    private static final Set<String> CONSTANTS = Set.of(
            "null",
            "true",
            "false",
            "current_timestamp",
            "current_date",
            "current_time",
            "current_user",
            "localtime",
            "localtimestamp",
            "utc_timestamp",
            "utc_date",
            "utc_time",
            "default");

    private NormalForm() {}

    /** {@code utf8} is written {@code utf8mb3} from 10.6 on. */
    public static String charset(String charset) {
        return charset.equals("utf8") ? "utf8mb3" : charset;
    }

    public static String collation(String collation) {
        return collation.startsWith("utf8_") ? "utf8mb3_" + collation.substring("utf8_".length()) : collation;
    }

    /**
     * A column's type: keywords in lower case, integers without their default width, no remark about the old temporal
     * format. The values of ENUM and SET stay as they are.
     */
    public static String type(String columnType) {
        StringBuilder result = new StringBuilder();
        int from = 0;
        Matcher quoted = Pattern.compile("'(?:[^'\\\\]|''|\\\\.)*+'").matcher(columnType);
        while (quoted.find()) {
            result.append(typeWords(columnType.substring(from, quoted.start())));
            result.append(quoted.group());
            from = quoted.end();
        }
        return result.append(typeWords(columnType.substring(from))).toString();
    }

    /** From what the information schema says of a column beside its type, on every version. */
    public static boolean generated(String extra) {
        String words = extra.toUpperCase(Locale.ROOT);
        return words.contains("VIRTUAL") || words.contains("PERSISTENT") || words.contains("GENERATED");
    }

    /** A bare word of SQL: names of character sets and collations hide among them, with and without an introducer's _. */
    public static String word(String word) {
        String bare = word.startsWith("_") ? word.substring(1) : word;
        return word.substring(0, word.length() - bare.length()) + collation(charset(bare));
    }

    /**
     * A name within a column's expression, which servers before 10.2 print as it was typed and later ones in quotes.
     * Names of columns know no lettercase. One that would be taken for a constant keeps its quotes.
     */
    static String columnName(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        boolean plain = lower.matches("[a-z_$][a-z0-9_$]*") && !CONSTANTS.contains(lower);
        return plain ? lower : '`' + lower.replace("`", "``") + '`';
    }

    /** A sql_mode or another set of flags, in alphabetical order. */
    public static String flags(String flags) {
        return Arrays.stream(flags.toUpperCase(Locale.ROOT).split(","))
                .map(String::strip)
                .filter(flag -> !flag.isEmpty())
                .distinct()
                .sorted()
                .collect(Collectors.joining(","));
    }

    /**
     * A default that is a literal. {@code DEFAULT 1} is written {@code DEFAULT '1'} before 10.2.7, and
     * {@code CURRENT_TIMESTAMP} {@code current_timestamp()} after.
     */
    public static String defaultValue(List<Token> tokens) {
        String joined = tokens.stream().map(Token::text).collect(Collectors.joining());
        boolean number = tokens.get(tokens.size() - 1).kind() == Kind.NUMBER
                && (tokens.size() == 1 || tokens.size() == 2 && tokens.get(0).is("-"));
        boolean text = tokens.size() == 1 && tokens.get(0).kind() == Kind.STRING;
        return number || text ? "'" + joined.replace("'", "''") + "'" : SqlForm.columnExpression(tokens);
    }

    /** The value of a global variable. */
    public static String setting(String name, String value) {
        if (name.equals("sql_mode") || name.equals("old_mode")) {
            return flags(value);
        }
        boolean text = name.startsWith("character_set_") || name.startsWith("collation_");
        return text && !name.endsWith("s_dir") ? collation(charset(value)) : value;
    }

    private static String typeWords(String text) {
        String words = COMMENT.matcher(text).replaceAll("").toLowerCase(Locale.ROOT);
        return INTEGER.matcher(words).replaceAll(match -> {
            String type = match.group(1) + (match.group(3) == null ? "" : match.group(3));
            return match.group(2).equals(WIDTHS.get(type)) ? type : match.group();
        });
    }
}
