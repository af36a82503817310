package dev.evenkeel.catalog;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One way to write what servers of different versions write differently though they mean the same. Everything that is
 * known to be written in two ways is unified here and nowhere else.
 */
final class NormalForm {
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

    private NormalForm() {}

    /** {@code utf8} is written {@code utf8mb3} from 10.6 on. */
    static String charset(String charset) {
        return charset.equals("utf8") ? "utf8mb3" : charset;
    }

    static String collation(String collation) {
        return collation.startsWith("utf8_") ? "utf8mb3_" + collation.substring("utf8_".length()) : collation;
    }

    /**
     * A column's type: keywords in lower case, integers without their default width, no remark about the old temporal
     * format. The values of ENUM and SET stay as they are.
     */
    static String type(String columnType) {
        StringBuilder result = new StringBuilder();
        int from = 0;
        Matcher quoted = Pattern.compile("'(?:[^'\\\\]|''|\\\\.)*'").matcher(columnType);
        while (quoted.find()) {
            result.append(typeWords(columnType.substring(from, quoted.start())));
            result.append(quoted.group());
            from = quoted.end();
        }
        return result.append(typeWords(columnType.substring(from))).toString();
    }

    /** From what the information schema says of a column beside its type, on every version. */
    static boolean generated(String extra) {
        String words = extra.toUpperCase(Locale.ROOT);
        return words.contains("VIRTUAL") || words.contains("PERSISTENT") || words.contains("GENERATED");
    }

    private static String typeWords(String text) {
        String words = COMMENT.matcher(text).replaceAll("").toLowerCase(Locale.ROOT);
        return INTEGER.matcher(words).replaceAll(match -> {
            String type = match.group(1) + (match.group(3) == null ? "" : match.group(3));
            return match.group(2).equals(WIDTHS.get(type)) ? type : match.group();
        });
    }
}
