package dev.evenkeel.report.html;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes HTML of which only this program's own words are markup: element and attribute names come from the code, every
 * text and every attribute value is escaped here and nowhere else.
 */
public final class Html {
    private final StringBuilder out = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    /** Attributes as names and values in turn. */
    Html open(String element, String... attributes) {
        tag(element, ">", attributes);
        open.push(element);
        return this;
    }

    Html close() {
        out.append("</").append(open.pop()).append('>');
        return this;
    }

    /** An element that holds nothing and has no end. */
    Html empty(String element, String... attributes) {
        // The slash is idle in HTML and needed in SVG.
        tag(element, "/>", attributes);
        return this;
    }

    Html text(String text) {
        out.append(escape(text));
        return this;
    }

    /** An element that holds nothing but a text. */
    Html leaf(String element, String text, String... attributes) {
        return open(element, attributes).text(text).close();
    }

    Html line() {
        out.append('\n');
        return this;
    }

    /** The style sheet, a file of this program; nothing else is ever written as it is. */
    Html style(String sheet) {
        out.append("<style>\n").append(sheet).append("</style>");
        return this;
    }

    private void tag(String element, String end, String... attributes) {
        out.append('<').append(element);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ')
                    .append(attributes[i])
                    .append("=\"")
                    .append(escape(attributes[i + 1]))
                    .append('"');
        }
        out.append(end);
    }

    @Override
    public String toString() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("not closed: " + open);
        }
        return "<!DOCTYPE html>\n" + out + "\n";
    }

    static String escape(String text) {
        return visible(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;")
                // Addresses stay readable, and a search for one finds that this page refers to none.
                .replace("://", "&#58;//");
    }

    /** Control characters, and those that turn or hide what follows, shown by their number. */
    public static String visible(String text) {
        StringBuilder visible = new StringBuilder(text.length());
        text.codePoints().forEach(code -> {
            if (misleading(code)) {
                visible.append("\\u{").append(Integer.toHexString(code)).append('}');
            } else {
                visible.appendCodePoint(code);
            }
        });
        return visible.toString();
    }

    private static boolean misleading(int code) {
        boolean control = Character.isISOControl(code) && code != '\n' && code != '\t';
        boolean turning = code >= 0x202a && code <= 0x202e
                || code >= 0x2066 && code <= 0x2069
                || code == 0x200e
                || code == 0x200f
                || code == 0x61c;
        boolean hiding = code == 0x200b || code == 0x2060 || code == 0xfeff || code == 0x2028 || code == 0x2029;
        boolean noCharacter = Character.getType(code) == Character.SURROGATE || (code & 0xfffe) == 0xfffe;
        return control || turning || hiding || noCharacter;
    }
}
