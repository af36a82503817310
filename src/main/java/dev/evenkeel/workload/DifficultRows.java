package dev.evenkeel.workload;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/** The rows of the tables that exist for what is hard about them. */
final class DifficultRows {
    /** Six digits of text lose all but the last few of these. */
    private static final String[] SINGLES = {
        "16777216",
        "1234567",
        "0.1",
        "-0.33333334",
        "3.4028235e38",
        "1.17549435e-38",
        "1.4e-45",
        "8388609",
        "-7654321.5",
        "100",
        "0"
    };

    private static final String[] LATIN = {"é", "ß", "ÿ", "£ 20", "naïve ", "Ångström", "½"};
    private static final int LARGE = 200_000;

    private final Sizes sizes;

    DifficultRows(Sizes sizes) {
        this.sizes = sizes;
    }

    List<Fill> fills() {
        return List.of(
                new Fill(
                        "calibrations",
                        "(item_id, t, tu, s, su, m, mu, i, iz, b, bu, d, dw, difficulty, guessing, discrimination,"
                                + " information, @flag, @mask, @wide, live) SET flag = CAST(@flag AS UNSIGNED),"
                                + " mask = CAST(@mask AS UNSIGNED), wide = CAST(@wide AS UNSIGNED)",
                        sizes.items(),
                        this::calibration),
                new Fill(
                        "timings",
                        "(day, day_or_zero, y, at0, at1, at2, at3, at4, at5, at6, t0, t1, t2, t3, t4, t5, t6,"
                                + " ts0, ts1, ts2, ts3, ts4, ts5, ts6)",
                        sizes.timings(),
                        this::timing),
                new Fill("essays", "(learner_id, code, title, outline, body, review)", sizes.essays(), this::essay),
                new Fill(
                        "attachments",
                        "(@digest, @token, @icon, @thumbnail, @content, @original, @spot, @outline)"
                                + " SET digest = UNHEX(@digest), token = UNHEX(@token), icon = UNHEX(@icon),"
                                + " thumbnail = UNHEX(@thumbnail), content = UNHEX(@content),"
                                + " original = UNHEX(@original), spot = ST_GeomFromText(@spot),"
                                + " outline = ST_GeomFromText(@outline)",
                        sizes.attachments(),
                        this::attachment),
                new Fill(
                        "tokens",
                        "(@token, learner_id, expires_at) SET token = UNHEX(@token)",
                        sizes.tokens(),
                        this::token),
                new Fill(
                        "access_log",
                        "(at, learner_id, path, milliseconds, agent)",
                        sizes.accessLog(),
                        new AccessLog()),
                new Fill("proctor_events", "(happened_on, kind, note)", sizes.proctorEvents(), this::proctorEvent),
                new Fill(
                        "translations",
                        "(item_id, language, field, translated)",
                        sizes.translations(),
                        this::translation),
                new Fill("legacy_notes", "(author, written, code, note)", sizes.legacyNotes(), this::legacyNote));
    }

    private void calibration(Lines out, Chance chance, long number) {
        out.number(PlatformRows.itemId(number))
                .text(chance.of("-128", "127", "0", "-1"))
                .text(chance.of("0", "255", "128"))
                .text(chance.of("-32768", "32767", "7"))
                .text(chance.of("65535", "0", "32768"))
                .text(chance.of("-8388608", "8388607", "-1"))
                .text(chance.of("16777215", "8388608", "1"))
                .textOrNull(chance.oneIn(9), chance.of("-2147483648", "2147483647", "0"))
                .textOrNull(chance.oneIn(9), chance.of("4294967295", "42", "0"))
                .text(chance.of("-9223372036854775808", "9223372036854775807", Long.toString(number)))
                .text(chance.of("18446744073709551615", "9223372036854775808", "0"))
                .text(chance.of("-9999999999", "9999999999", "3"))
                .text(chance.of("0." + "0".repeat(29) + "1", "-" + "9".repeat(35) + "." + "9".repeat(30), "1.50"))
                .text(number <= SINGLES.length ? SINGLES[(int) number - 1] : chance.single(2_000_000))
                .textOrNull(chance.oneIn(5), chance.of("0.125", "9999.999", "0.333"))
                .text(chance.of("0.1", "1e308", "2.2250738585072014e-308", "-0.3", chance.twice(3)))
                .textOrNull(chance.oneIn(5), chance.decimal(99_999_999L, 4))
                .textOrNull(chance.oneIn(4), chance.of("0", "1"))
                .textOrNull(chance.oneIn(4), Long.toString(chance.below(8_192)))
                .textOrNull(chance.oneIn(4), chance.of("18446744073709551615", "0", "9223372036854775808", "10"))
                .textOrNull(chance.oneIn(4), chance.of("0", "1"))
                .end();
    }

    private void timing(Lines out, Chance chance, long number) {
        out.textOrNull(chance.oneIn(6), chance.of("0000-00-00", "1000-01-01", "9999-12-31", "2016-02-29", chance.day()))
                .text(chance.of("0000-00-00", "2015-00-00", "2015-06-00", chance.day()))
                .textOrNull(chance.oneIn(6), chance.of("0000", "1901", "2155", "2016"))
                .text(chance.of("0000-00-00 00:00:00", "2016-00-15 10:00:00", chance.day() + " " + chance.time(0)));
        for (int digits = 1; digits <= 6; digits++) {
            out.textOrNull(
                    chance.oneIn(7),
                    chance.of(
                            "0000-00-00 00:00:00", "9999-12-31 23:59:59.9", chance.day() + " " + chance.time(digits)));
        }
        for (int digits = 0; digits <= 6; digits++) {
            String negative = "-" + chance.time(digits);
            out.textOrNull(
                    chance.oneIn(7),
                    chance.of("-838:59:59", "838:59:59", "00:00:00", "-00:00:01", negative, chance.time(digits)));
        }
        for (int digits = 0; digits <= 6; digits++) {
            // In March and October an hour is missing or there twice, unless the session's time zone is UTC.
            out.textOrNull(
                    digits > 0 && chance.oneIn(7),
                    chance.of(
                            "0000-00-00 00:00:00",
                            "1970-01-01 00:00:01",
                            "2038-01-19 03:14:07",
                            "2016-10-30 00:30:00",
                            "2016-10-30 01:30:00",
                            chance.day() + " " + chance.time(digits)));
        }
        out.end();
    }

    private void essay(Lines out, Chance chance, long number) {
        String body = number == 7 ? (chance.words(20, 20) + " 🎓\n").repeat(LARGE / 160) : chance.prose(20, 300);
        out.textOrNull(chance.oneIn(5), Long.toString(PlatformRows.learnerId(1 + chance.below(sizes.learners()))))
                .textOrNull(chance.oneIn(5), chance.of("", "NULL", "a b", "🎓🎓", "x"))
                .textOrNull(chance.oneIn(5), chance.of("", "NULL", chance.words(1, 5) + " " + chance.sign()))
                .textOrNull(chance.oneIn(5), chance.prose(2, 20))
                .text(body)
                .textOrNull(
                        chance.oneIn(3),
                        "{\"grade\": \"" + chance.sign() + "\", \"text\": \"" + chance.words(2, 9) + "\"}")
                .end();
    }

    private void attachment(Lines out, Chance chance, long number) {
        byte[] digest = chance.bytes(20);
        if (chance.oneIn(4)) {
            digest[19] = 0;
            digest[18] = 0;
        }
        int size = number == 5 ? LARGE : (int) chance.below(3_000);
        out.bytes(digest);
        bytesOrNull(
                out,
                chance,
                chance.of(new byte[0], new byte[] {0}, "NULL".getBytes(StandardCharsets.US_ASCII), chance.bytes(64)));
        bytesOrNull(out, chance, chance.bytes((int) chance.below(256)));
        bytesOrNull(out, chance, chance.of(new byte[0], everyByte(), chance.bytes(800)));
        out.bytes(chance.bytes(size));
        bytesOrNull(out, chance, chance.of(new byte[] {'\\', '\'', '"', '\n', 0, 26}, chance.bytes(1_500)));
        out.text("POINT(" + chance.twice(180) + " " + chance.twice(90) + ")");
        out.textOrNull(
                        chance.oneIn(3),
                        chance.of(
                                "LINESTRING(0 0,1 1.5,-2 3)",
                                "POLYGON((0 0,10 0,10 10,0 10,0 0),(2 2,4 2,4 4,2 4,2 2))",
                                "MULTIPOINT(0 0,20 20)",
                                "GEOMETRYCOLLECTION(POINT(1 1),LINESTRING(0 0,2 2))"))
                .end();
    }

    private void token(Lines out, Chance chance, long number) {
        byte[] token = chance.bytes(16);
        for (int i = 0; i < 4; i++) {
            token[i] = (byte) (number >> (24 - 8 * i));
        }
        for (int zeros = (int) (number % 4) * 2; zeros > 0; zeros--) {
            token[16 - zeros] = 0;
        }
        out.bytes(token)
                .textOrNull(chance.oneIn(5), Long.toString(PlatformRows.learnerId(1 + chance.below(sizes.learners()))))
                .text(chance.day() + " " + chance.time(0))
                .end();
    }

    private void proctorEvent(Lines out, Chance chance, long number) {
        out.text(chance.day())
                .text(chance.of("entered", "left", "noise", "help"))
                .textOrNull(chance.oneIn(3), chance.words(1, 6))
                .end();
    }

    private void translation(Lines out, Chance chance, long number) {
        String language = chance.of("de", "FR", "it");
        out.number(PlatformRows.itemId(1 + (number - 1) % sizes.items()))
                .text(language)
                .text("stem" + number)
                .textOrNull(chance.oneIn(9), chance.words(1, 12) + chance.of("", " – …", " 漢字"))
                .end();
    }

    private void legacyNote(Lines out, Chance chance, long number) {
        out.text(chance.of("Müller ", "O'Neil ", "élève ", "Straße ") + number)
                .text(chance.oneIn(9) ? "0000-00-00" : chance.day())
                .textOrNull(chance.oneIn(5), chance.of("", "NULL", "abc", "é"))
                .textOrNull(chance.oneIn(5), chance.words(1, 20) + " " + chance.of(LATIN))
                .end();
    }

    private static void bytesOrNull(Lines out, Chance chance, byte[] value) {
        if (chance.oneIn(5)) {
            out.nothing();
        } else {
            out.bytes(value);
        }
    }

    private static byte[] everyByte() {
        byte[] all = new byte[256];
        IntStream.range(0, 256).forEach(i -> all[i] = (byte) i);
        return all;
    }

    /** Repeats itself, so that the table without a key holds rows twice and more. */
    private final class AccessLog implements Fill.Maker {
        private List<String> last = List.of();

        @Override
        public void row(Lines out, Chance chance, long number) {
            if (last.isEmpty() || !chance.oneIn(5)) {
                last = List.of(
                        chance.day() + " " + chance.time(0),
                        Long.toString(PlatformRows.learnerId(1 + chance.below(sizes.learners()))),
                        "/" + chance.words(1, 3).replace(' ', '/'),
                        chance.oneIn(50) ? chance.of(SINGLES[0], SINGLES[1], SINGLES[2]) : chance.single(100_000),
                        chance.words(2, 6));
            }
            last.forEach(out::text);
            out.end();
        }
    }
}
