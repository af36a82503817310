package dev.evenkeel.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A page that is walked through: a comment before each block says what the block is.
 *
 * <pre>
 * &lt;!-- run --&gt;            commands, which end with exit code 0
 * &lt;!-- run: exit 3 --&gt;    the last of them ends with 3
 * &lt;!-- file: NAME --&gt;     a file that the reader writes
 * &lt;!-- prints --&gt;         what the commands before it print, trimmed
 * </pre>
 */
record WalkedPage(Path file, List<Block> blocks) {
    private static final Pattern MARK = Pattern.compile("<!-- (?:(run)(?:: exit (\\d+))?|file: (\\S+)|(prints)) -->");

    /** Something to do, or what it printed. {@code line} is where the block's text begins. */
    sealed interface Block {
        int line();

        String text();
    }

    record Run(int line, String text, int exit) implements Block {}

    record NewFile(int line, String text, String name) implements Block {}

    record Prints(int line, String text) implements Block {}

    static WalkedPage of(Path page) throws IOException {
        return new WalkedPage(page, blocks(page, Files.readAllLines(page)));
    }

    static List<Block> blocks(Path page, List<String> lines) {
        List<Block> blocks = new ArrayList<>();
        int at = 0;
        while (at < lines.size()) {
            Matcher mark = MARK.matcher(lines.get(at));
            boolean marked = mark.matches();
            if (lines.get(at).contains("<!--") && !marked) {
                throw new IllegalStateException(page + ":" + (at + 1) + " is not a mark: " + lines.get(at));
            }
            int fence = marked ? at + 1 : at;
            if (fence < lines.size() && lines.get(fence).strip().startsWith("```")) {
                if (!marked) {
                    throw new IllegalStateException(
                            page + ":" + (fence + 1) + " begins a block that nothing says what it is of");
                }
                int end = end(page, lines, fence);
                blocks.add(block(mark, fence + 2, String.join("\n", lines.subList(fence + 1, end)) + "\n"));
                at = end + 1;
            } else if (marked) {
                throw new IllegalStateException(page + ":" + (at + 1) + " is before no block");
            } else {
                at++;
            }
        }
        return blocks;
    }

    private static int end(Path page, List<String> lines, int fence) {
        for (int line = fence + 1; line < lines.size(); line++) {
            if (lines.get(line).equals("```")) {
                return line;
            }
        }
        throw new IllegalStateException(page + ":" + (fence + 1) + " begins a block that does not end");
    }

    private static Block block(Matcher mark, int line, String text) {
        if (mark.group(1) != null) {
            return new Run(line, text, mark.group(2) == null ? 0 : Integer.parseInt(mark.group(2)));
        }
        return mark.group(3) == null ? new Prints(line, text) : new NewFile(line, text, mark.group(3));
    }

    /** The text of a file that the page gives. */
    String file(String name) {
        return blocks.stream()
                .filter(NewFile.class::isInstance)
                .map(NewFile.class::cast)
                .filter(block -> block.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(file + " gives no file " + name))
                .text();
    }

    /**
     * The first printed line that the output has not, in the order of the page; none when it has all. {@code …} stands for any
     * text within a line.
     */
    static List<String> missing(String printed, String output) {
        List<String> left = new ArrayList<>(output.lines().map(String::strip).toList());
        for (String line :
                printed.lines().map(String::strip).filter(one -> !one.isEmpty()).toList()) {
            Pattern wanted = Pattern.compile(
                    Stream.of(line.split("…", -1)).map(Pattern::quote).collect(Collectors.joining(".+")));
            int found = 0;
            while (found < left.size() && !wanted.matcher(left.get(found)).matches()) {
                found++;
            }
            if (found == left.size()) {
                return List.of(line);
            }
            left.subList(0, found + 1).clear();
        }
        return List.of();
    }
}
