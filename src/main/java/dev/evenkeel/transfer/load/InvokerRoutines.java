package dev.evenkeel.transfer.load;

import dev.evenkeel.mariadb.Quoting;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.transfer.RewrittenDefiner;
import dev.evenkeel.transfer.SentScript;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The loading account's routines that run with its rights, and can be made to run with those of whoever calls them. */
final class InvokerRoutines {
    private final Session session;
    private final List<Routine> routines;
    private final SentScript told;

    private record Routine(String kind, String schema, String name) {
        boolean is(RewrittenDefiner object) {
            return kind.equalsIgnoreCase(object.kind()) && (schema + "." + name).equals(object.name());
        }
    }

    private InvokerRoutines(Session session, List<Routine> routines, SentScript told) {
        this.session = session;
        this.told = told;
        this.routines = routines;
    }

    static InvokerRoutines of(Session session, SentScript told) {
        return new InvokerRoutines(
                session, session.list("""
                        SELECT ROUTINE_TYPE, ROUTINE_SCHEMA, ROUTINE_NAME FROM information_schema.ROUTINES
                        WHERE DEFINER = CURRENT_USER() AND SECURITY_TYPE = 'DEFINER'
                          AND ROUTINE_TYPE IN ('PROCEDURE', 'FUNCTION')
                        """, row -> new Routine(row.text(1), row.text(2), row.text(3))), told);
    }

    /**
     * Alters one, which keeps its body and the settings beside it. Answers what it is then: unchanged where it is not a routine,
     * runs with its caller's rights already, or cannot be distinguished from another.
     */
    RewrittenDefiner alter(RewrittenDefiner object) {
        List<Routine> found =
                routines.stream().filter(routine -> routine.is(object)).toList();
        if (found.size() != 1) {
            return object;
        }
        Routine routine = found.get(0);
        String alter = "ALTER " + routine.kind() + " " + Quoting.identifier(routine.schema()) + "."
                + Quoting.identifier(routine.name()) + " SQL SECURITY INVOKER";
        session.execute(alter);
        told.afterwards(alter.getBytes(StandardCharsets.UTF_8));
        return object.asInvoker();
    }
}
