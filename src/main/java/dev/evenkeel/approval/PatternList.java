package dev.evenkeel.approval;

import java.util.List;

/** Patterns as ssh_config(5) describes them: {@code *} and {@code ?}, joined by commas, {@code !} before those that exclude. */
record PatternList(List<String> patterns) {
    PatternList {
        patterns = List.copyOf(patterns);
    }

    static PatternList of(String text) {
        return new PatternList(List.of(text.split(",", -1)));
    }

    /** Whether some pattern matches and none that excludes does. */
    boolean matches(String name) {
        return patterns.stream().filter(PatternList::excludes).noneMatch(pattern -> matches(pattern.substring(1), name))
                && patterns.stream().anyMatch(pattern -> !excludes(pattern) && matches(pattern, name));
    }

    /** Those that are names and no patterns, and are not excluded. */
    List<String> names() {
        return patterns.stream()
                .filter(pattern -> !pattern.isEmpty() && !excludes(pattern) && !pattern.matches(".*[*?].*"))
                .filter(this::matches)
                .distinct()
                .toList();
    }

    private static boolean excludes(String pattern) {
        return pattern.startsWith("!");
    }

    /** Goes back to the last star only, so that no pattern takes longer than its length times the name's. */
    private static boolean matches(String pattern, String name) {
        int at = 0;
        int star = -1;
        int resume = 0;
        int i = 0;
        while (i < name.length()) {
            if (at < pattern.length() && pattern.charAt(at) == '*') {
                star = at++;
                resume = i;
            } else if (at < pattern.length() && (pattern.charAt(at) == '?' || pattern.charAt(at) == name.charAt(i))) {
                at++;
                i++;
            } else if (star >= 0) {
                at = star + 1;
                i = ++resume;
            } else {
                return false;
            }
        }
        while (at < pattern.length() && pattern.charAt(at) == '*') {
            at++;
        }
        return at == pattern.length();
    }
}
