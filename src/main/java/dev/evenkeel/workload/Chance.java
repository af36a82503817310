package dev.evenkeel.workload;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.SplittableRandom;

/** The chance of one table: what it yields depends on the seed and the table's name alone. */
final class Chance {
    private static final String[] WORDS = {
        "river", "angle", "seven", "because", "garden", "square", "measure", "reading", "winter", "number", "question",
        "answer", "compare", "explain", "draw", "triangle", "sentence", "village", "Größe", "élève", "naïve",
                "fraction",
        "history", "water", "cloud", "market", "letter", "quarter", "balance", "even", "keel", "mountain"
    };
    private static final String[] FIRST = {
        "Ana",
        "Björn",
        "Chloé",
        "Deniz",
        "Elif",
        "François",
        "Gülay",
        "Hans",
        "Inès",
        "Jürg",
        "Łukasz",
        "Mária",
        "Noah",
        "Øyvind",
        "Priya",
        "Zoë",
        "李",
        "Σοφία"
    };
    private static final String[] LAST = {
        "Meier", "O'Neil", "Müller", "de la Cruz", "Nguyễn", "Strauß", "Öztürk", "Smith", "Šimić", "van 't Hoff", "王"
    };
    private static final String[] SIGNS = {"🎓", "📚", "✏️", "😀", "🏔", "𝔸", "👩‍🏫"};

    private final SplittableRandom random;

    Chance(long seed, String table) {
        long mixed = seed;
        for (byte b : table.getBytes(StandardCharsets.UTF_8)) {
            mixed = mixed * 1_099_511_628_211L + b;
        }
        random = new SplittableRandom(mixed);
    }

    long below(long bound) {
        return random.nextLong(bound);
    }

    /** True once in that many times. */
    boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    @SafeVarargs
    final <T> T of(T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    String word() {
        return of(WORDS);
    }

    String words(int least, int most) {
        int count = least + random.nextInt(most - least + 1);
        StringBuilder text = new StringBuilder(count * 8);
        for (int i = 0; i < count; i++) {
            text.append(i == 0 ? "" : " ").append(word());
        }
        return text.toString();
    }

    /** Words with what texts contain to the sorrow of those who copy them. */
    String prose(int least, int most) {
        String text = words(least, most);
        return switch (random.nextInt(12)) {
            case 0 -> text + " " + sign();
            case 1 -> "\"" + text + "\"\r\n\t'it''s' \\N 50% _x_";
            case 2 -> text + "\n-- not a comment; /* nor this */ # nor that `";
            case 3 -> text + " ";
            default -> text;
        };
    }

    String sign() {
        return of(SIGNS);
    }

    String person() {
        return of(FIRST) + " " + of(LAST);
    }

    /** A decimal with that many digits after the point. */
    String decimal(long below, int scale) {
        long unscaled = random.nextLong(below);
        return BigDecimal.valueOf(unscaled, scale).toPlainString();
    }

    /** A FLOAT in as many digits as it takes, which is often more than six. */
    String single(double below) {
        return Float.toString((float) (random.nextDouble() * below));
    }

    String twice(double below) {
        return Double.toString(random.nextDouble() * below);
    }

    /** A day of 2014 to 2017. */
    String day() {
        return LocalDate.ofEpochDay(16_071 + random.nextLong(1_400)).toString();
    }

    /** A time of the day with that many digits of a second's fraction. */
    String time(int digits) {
        return two(random.nextInt(24)) + ":" + two(random.nextInt(60)) + ":" + two(random.nextInt(60))
                + fraction(digits);
    }

    String fraction(int digits) {
        if (digits == 0) {
            return "";
        }
        int one = 1;
        for (int i = 0; i < digits; i++) {
            one *= 10;
        }
        return "." + Integer.toString(one + random.nextInt(one)).substring(1);
    }

    private static String two(int number) {
        return number < 10 ? "0" + number : Integer.toString(number);
    }

    byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i += 8) {
            byte[] eight = ByteBuffer.allocate(8).putLong(random.nextLong()).array();
            System.arraycopy(eight, 0, bytes, i, Math.min(8, count - i));
        }
        return bytes;
    }
}
