package dev.evenkeel.catalog.account;

import dev.evenkeel.mariadb.Capability;
import dev.evenkeel.mariadb.Session;
import java.util.List;
import java.util.Optional;

/** Whether the account at hand may create objects for another DEFINER. */
public final class DefinerRight {
    private static final String SUPER = "SUPER";
    private static final String SET_USER = "SET USER";

    private DefinerRight() {}

    /** The privilege that it lacks for that; empty where it may. */
    public static Optional<String> lacking(Session session) {
        boolean split = session.can(Capability.SPLIT_SUPER);
        List<String> lacking = Sight.lacking(session, "*", List.of(SUPER, SET_USER));
        boolean may = split && !lacking.contains(SET_USER)
                || session.can(Capability.SUPER_SETS_DEFINERS) && !lacking.contains(SUPER);
        return may ? Optional.empty() : Optional.of(split ? SET_USER : SUPER);
    }
}
