package dev.evenkeel.transfer.script;

/**
 * What quotes mean, which is for the session's sql_mode to say.
 *
 * @param escapes a backslash in a text takes its meaning from the next sign
 * @param ansi double quotes are around names
 */
record Quotes(boolean escapes, boolean ansi) {
    static final Quotes USUAL = new Quotes(true, false);

    static Quotes of(String sqlMode) {
        return new Quotes(!sqlMode.contains("NO_BACKSLASH_ESCAPES"), sqlMode.contains("ANSI_QUOTES"));
    }

    /** Whether a backslash within these quotes hides what follows it. */
    boolean escapesWithin(byte quote) {
        return escapes && quote != '`' && !(ansi && quote == '"');
    }

    /** What is in them is a name. */
    boolean name(byte quote) {
        return quote == '`' || (ansi && quote == '"');
    }
}
