package dev.evenkeel.transfer;

import dev.evenkeel.mariadb.Session;

/**
 * Lets a session speak any character set. Servers from 10.2 report every change to the driver, which closes the
 * connection when it is not UTF-8; statements are sent as bytes here, so that it need not know.
 */
public final class AnyCharset {
    private AnyCharset() {}

    public static void allow(Session session) {
        session.execute("SET SESSION sql_warnings = 0 /*M!100202 , session_track_system_variables = '' */");
    }
}
