package dev.evenkeel.mariadb;

import java.util.Locale;
import java.util.stream.Stream;

/** Which of the two families a server is of. Their numbers overlap, so that a version alone says nothing. */
public enum Flavour {
    MARIADB("MariaDB"),
    /** Of Oracle, of Percona, or anybody's who speaks as they do. */
    MYSQL("MySQL");

    /** What MariaDB puts before its version up to 10.x, so that an old MySQL replica takes it for one of its own. */
    private static final String DISGUISE = "5.5.5-";

    private final String label;

    Flavour(String label) {
        this.label = label;
    }

    /**
     * By the greeting of a connection. From 10.2 on MariaDB says by a bit that it is not MySQL; before that it could not be
     * built or started without its name in the version.
     *
     * @param saysMysql that bit: MySQL and an old MariaDB set it
     */
    static Flavour greeting(String version, boolean saysMysql) {
        return !saysMysql || names(version, MARIADB) || version.startsWith(DISGUISE) ? MARIADB : MYSQL;
    }

    /**
     * By what a server that greeted as MariaDB answers: what is between may greet in its own name.
     *
     * @param comment its version_comment
     */
    static Flavour answering(String version, String comment) {
        boolean foreign = Stream.of(version, comment)
                .anyMatch(text ->
                        names(text, MYSQL) || text.toLowerCase(Locale.ROOT).contains("percona"));
        return foreign && !names(version, MARIADB) && !names(comment, MARIADB) ? MYSQL : MARIADB;
    }

    private static boolean names(String text, Flavour flavour) {
        return text.toLowerCase(Locale.ROOT).contains(flavour.label.toLowerCase(Locale.ROOT));
    }

    /** Why evenkeel does not work with a server of this flavour, in one sentence. */
    static String refusal(String version) {
        return "this is " + MYSQL + " " + ServerWords.visible(version) + "; evenkeel moves " + MARIADB;
    }

    @Override
    public String toString() {
        return label;
    }
}
