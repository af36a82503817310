package dev.evenkeel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * {@link Pattern} goes one call deeper for each repetition of a group with a choice in it, so that a text of some thousand
 * characters ends the thread. A repetition that gives nothing back ({@code *+}) goes on in a loop.
 */
class PatternsTest {
    private static final Path SOURCES = Path.of("src/main/java/dev/evenkeel");
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\n]|\\\\.)*+)\"");

    @Test
    void no_pattern_repeats_a_choice_by_going_deeper() throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".java")).toList()) {
                Matcher literal = LITERAL.matcher(Files.readString(file));
                while (literal.find()) {
                    deep(literal.group(1).replace("\\\\", "\\")).forEach(group -> found.add(file + ": " + group));
                }
            }
        }

        assertThat(found).as("repeat it with *+ or ++").isEmpty();
    }

    @Test
    void such_a_pattern_is_noticed() {
        assertThat(deep("'(?:[^'\\\\]|'')*'")).containsExactly("(?:[^'\\\\]|'')*");
        assertThat(deep("(a|b)+c|((?!x).)*")).containsExactly("(a|b)+", "((?!x).)*");
        assertThat(deep("'(?:[^'|(]|'')*+'|(abc)*|(a|b)?|[(a|b)*]|\\(a|b\\)*")).isEmpty();
    }

    /** The groups of a pattern that hold a choice or a look ahead, and are repeated so that they may give back. */
    private static List<String> deep(String pattern) {
        List<String> found = new ArrayList<>();
        Deque<Integer> open = new ArrayDeque<>();
        boolean ofCharacters = false;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '\\') {
                i++;
            } else if (ofCharacters) {
                ofCharacters = c != ']';
            } else if (c == '[') {
                ofCharacters = true;
            } else if (c == '(') {
                open.push(i);
            } else if (c == ')' && !open.isEmpty()) {
                String group = pattern.substring(open.pop(), i + 1);
                String repeated = pattern.substring(i + 1, Math.min(pattern.length(), i + 3));
                if (repeated.matches("[*+]([^+].*)?") && (group.contains("|") || group.contains("(?!"))) {
                    found.add(group + repeated.charAt(0));
                }
            }
        }
        return found;
    }
}
