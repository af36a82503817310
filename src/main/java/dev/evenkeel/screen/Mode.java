package dev.evenkeel.screen;

import java.util.Map;

/** How a run is shown. */
public enum Mode {
    /** A terminal: the last lines are redrawn in place, everything above them is a log. */
    LIVE,
    /** Anything else: lines are only ever appended. */
    PLAIN,
    /** Failures and the last block. */
    QUIET,
    /** The journal's entries, one JSON object a line, and nothing else. */
    JSON;

    /**
     * @param terminal the stream written to is a terminal; CI and TERM=dumb overrule it, because a terminal that only
     *     looks like one ({@code docker run -t} in a pipeline) keeps every redrawn line
     */
    public static Mode choose(boolean json, boolean quiet, boolean terminal, Map<String, String> environment) {
        if (json) {
            return JSON;
        }
        if (quiet) {
            return QUIET;
        }
        String term = environment.getOrDefault("TERM", "");
        String ci = environment.getOrDefault("CI", "");
        boolean dumb = term.isEmpty() || term.equals("dumb");
        boolean pipeline = !ci.isEmpty() && !ci.equals("false") && !ci.equals("0");
        return terminal && !dumb && !pipeline ? LIVE : PLAIN;
    }
}
