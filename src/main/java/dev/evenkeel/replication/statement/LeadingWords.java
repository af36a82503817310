package dev.evenkeel.replication.statement;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words that a logged statement begins with, up to the first that is none: they say what it does. A comment is none of
 * them, and what servers hide in {@code /*!40005 … *}{@code /} is one where all of them read it.
 */
public final class LeadingWords {
    private static final int MOST = 8;
    private static final Pattern SKIPPED =
            Pattern.compile("\\G(?:\\s++|/\\*(?!M?!).*?\\*/|(?:#|--(?=\\s)).*?(?:\\n|$))", Pattern.DOTALL);
    /** MySQL's from 5.7 on are comments to every server but MySQL; of MariaDB's own, the oldest server here reads those up to 10.1. */
    private static final Pattern HIDDEN =
            Pattern.compile("\\G/\\*M?!(0?[1-4]\\d{4}|050[0-6]\\d\\d|50[0-6]\\d\\d|100[01]\\d\\d)?+(?!\\d)");

    private static final Pattern SHOWN_AGAIN = Pattern.compile("\\G\\*/");
    private static final Pattern WORD = Pattern.compile("\\G[A-Za-z_]++(?![\\w$`.\\x{80}-\\x{10ffff}])");

    private LeadingWords() {}

    /** In lower case. */
    public static List<String> of(String sql) {
        List<String> words = new ArrayList<>();
        boolean hidden = false;
        int at = 0;
        while (at < sql.length() && words.size() < MOST) {
            Matcher word = at(WORD, sql, at);
            Matcher skipped = at(SKIPPED, sql, at);
            Matcher begun = at(HIDDEN, sql, at);
            Matcher ended = at(SHOWN_AGAIN, sql, at);
            if (word.find()) {
                words.add(word.group().toLowerCase(Locale.ROOT));
                at = word.end();
            } else if (skipped.find()) {
                at = skipped.end();
            } else if (!hidden && begun.find()) {
                hidden = true;
                at = begun.end();
            } else if (hidden && ended.find()) {
                hidden = false;
                at = ended.end();
            } else {
                break;
            }
        }
        return words;
    }

    private static Matcher at(Pattern pattern, String sql, int from) {
        return pattern.matcher(sql).region(from, sql.length());
    }
}
