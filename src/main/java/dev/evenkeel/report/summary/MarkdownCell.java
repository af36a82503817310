package dev.evenkeel.report.summary;

/**
 * A text from elsewhere in a cell of a Markdown table. In Markdown nearly every sign can mean something, and pages that
 * show it add meanings of their own; so signs that need none are kept, and the others shown by their number.
 */
public final class MarkdownCell {
    private static final String PLAIN = " .,-+→";

    private MarkdownCell() {}

    public static String of(String text) {
        StringBuilder cell = new StringBuilder();
        // An address that begins so becomes a link without any sign.
        text.replaceAll("(?i)(www)\\.", "$1 .").codePoints().forEach(code -> {
            boolean letter = code < 128 && Character.isLetterOrDigit(code);
            if (letter || PLAIN.indexOf(code) >= 0) {
                cell.appendCodePoint(code);
            } else {
                cell.append("(U+").append(String.format("%04X", code)).append(')');
            }
        });
        return cell.toString();
    }
}
