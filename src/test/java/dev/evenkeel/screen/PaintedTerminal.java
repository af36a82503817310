package dev.evenkeel.screen;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A terminal of endless height that understands what the live screen sends, and nothing else. */
final class PaintedTerminal {
    private static final Pattern TOKEN = Pattern.compile("\u001b\\[(\\??[0-9;]*)([A-Za-z])|\r|\n|[^\u001b\r\n]+");

    private final List<String> lines = new ArrayList<>(List.of(""));
    private final int width;
    private int row;
    private int column;

    PaintedTerminal(int width) {
        this.width = width;
    }

    /** Its picture, without trailing blanks. */
    List<String> picture() {
        List<String> picture =
                new ArrayList<>(lines.stream().map(String::stripTrailing).toList());
        while (!picture.isEmpty() && picture.get(picture.size() - 1).isEmpty()) {
            picture.remove(picture.size() - 1);
        }
        return picture;
    }

    PrintStream stream() {
        return new PrintStream(
                new OutputStream() {
                    @Override
                    public void write(int b) {
                        throw new AssertionError("a frame is written in one piece");
                    }

                    @Override
                    public void write(byte[] bytes, int offset, int length) {
                        show(new String(bytes, offset, length, StandardCharsets.UTF_8));
                    }
                },
                false,
                StandardCharsets.UTF_8);
    }

    private void show(String frame) {
        Matcher token = TOKEN.matcher(frame);
        int end = 0;
        while (token.find()) {
            if (token.start() != end) {
                throw new AssertionError("not understood: " + frame.substring(end));
            }
            end = token.end();
            if (token.group().equals("\r")) {
                column = 0;
            } else if (token.group().equals("\n")) {
                row++;
                column = 0;
                if (row == lines.size()) {
                    lines.add("");
                }
            } else if (token.group(2) != null) {
                command(token.group(1), token.group(2));
            } else {
                put(token.group());
            }
        }
    }

    private void command(String parameters, String command) {
        switch (parameters + command) {
            case "K" -> lines.set(row, before());
            case "J" -> {
                lines.set(row, before());
                lines.subList(row + 1, lines.size()).clear();
            }
            case "?7l", "?7h" -> {}
            default -> {
                if (command.equals("A")) {
                    row -= Integer.parseInt(parameters);
                    if (row < 0) {
                        throw new AssertionError("above the first line");
                    }
                } else if (!command.equals("m")) {
                    throw new AssertionError("not understood: " + parameters + command);
                }
            }
        }
    }

    private void put(String text) {
        String line = lines.get(row);
        String rest = line.length() > column + text.length() ? line.substring(column + text.length()) : "";
        column += text.length();
        if (column >= width) {
            throw new AssertionError("wider than " + (width - 1) + " columns: " + text);
        }
        lines.set(row, before(text) + rest);
    }

    private String before() {
        String line = lines.get(row);
        return line.substring(0, Math.min(column, line.length()));
    }

    private String before(String text) {
        String line = lines.get(row);
        int from = column - text.length();
        return (line + " ".repeat(Math.max(0, from - line.length()))).substring(0, from) + text;
    }
}
