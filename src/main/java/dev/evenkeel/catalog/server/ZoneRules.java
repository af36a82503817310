package dev.evenkeel.catalog.server;

import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Session;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a server's time zone does. Its name says little: SYSTEM is whatever the machine is set to, and for that the server
 * shows an abbreviation which several zones share (CST) and which changes with the season (CET, CEST).
 */
final class ZoneRules {
    /** All that a TIMESTAMP of 10.0 to 11.4 can hold. */
    private static final int FIRST_YEAR = 1971;

    private static final int LAST_YEAR = 2037;
    private static final int DIGITS = 8;

    private ZoneRules() {}

    /**
     * An offset such as {@code +00:00} where it is always that; else those of the last year and a digest of all. The
     * session's own zone stays as it was. Empty where the server does not know its zone.
     */
    static Optional<String> read(Session session) {
        String own = session.text("SELECT @@SESSION.time_zone");
        try {
            session.execute("SET SESSION time_zone = @@GLOBAL.time_zone");
            return Optional.of(described(offsets(session)));
        } catch (DatabaseException e) {
            if (e.lost()) {
                throw e;
            }
            return Optional.empty();
        } finally {
            session.execute("SET SESSION time_zone = ?", own);
        }
    }

    /** By month. */
    private static List<String> offsets(Session session) {
        List<String> months = new ArrayList<>();
        for (int year = FIRST_YEAR; year <= LAST_YEAR; year++) {
            for (int month = 1; month <= 12; month++) {
                // Noon of a day after America's changes in March and before Europe's.
                Instant instant = LocalDateTime.of(year, month, 15, 12, 0).toInstant(ZoneOffset.UTC);
                months.add("TIMEDIFF(FROM_UNIXTIME(" + instant.getEpochSecond() + "), '"
                        + instant.toString().replace('T', ' ').replace("Z", "") + "')");
            }
        }
        String all = session.text(months.stream().collect(Collectors.joining(", ", "SELECT CONCAT_WS(',', ", ")")));
        return List.of(all.split(","));
    }

    /** @param offsets by month, as TIMEDIFF writes them */
    static String described(List<String> offsets) {
        if (offsets.stream().distinct().count() == 1) {
            return offset(offsets.get(0));
        }
        int last = offsets.size() - 12;
        return offset(offsets.get(last)) + " in January, " + offset(offsets.get(last + 6)) + " in July, rules "
                + digest(String.join(",", offsets));
    }

    private static String offset(String time) {
        String signed = time.startsWith("-") ? time : "+" + time;
        return signed.replaceFirst("(\\.0+)?$", "").replaceFirst(":00$", "");
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
