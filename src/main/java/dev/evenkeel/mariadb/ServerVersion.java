package dev.evenkeel.mariadb;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A MariaDB version as three numbers. */
public record ServerVersion(int major, int minor, int patch) implements Comparable<ServerVersion> {
    private static final Pattern NUMBERS = Pattern.compile("^(?:5\\.5\\.5-)?(\\d+)\\.(\\d+)\\.(\\d+)");
    private static final Comparator<ServerVersion> ORDER = Comparator.comparingInt(ServerVersion::major)
            .thenComparingInt(ServerVersion::minor)
            .thenComparingInt(ServerVersion::patch);

    /** Reads what {@code SELECT VERSION()} answers, for example {@code 10.1.23-MariaDB-log}. */
    public static ServerVersion parse(String text) {
        Matcher matcher = NUMBERS.matcher(text);
        if (!matcher.find()) {
            throw new IllegalArgumentException("'" + text + "' is not a MariaDB version such as 10.1.23");
        }
        return new ServerVersion(
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                Integer.parseInt(matcher.group(3)));
    }

    public boolean atLeast(int otherMajor, int otherMinor) {
        return major > otherMajor || (major == otherMajor && minor >= otherMinor);
    }

    @Override
    public int compareTo(ServerVersion other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + patch;
    }
}
