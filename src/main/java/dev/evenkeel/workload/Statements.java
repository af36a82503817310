package dev.evenkeel.workload;

import dev.evenkeel.mariadb.Session;

/** The SQL of the writing application, as any application would send it. */
final class Statements {
    /** The rows of others that writes refer to. */
    record References(long[] learners, long[] items) {
        static References read(Session session) {
            return new References(
                    ids(session, "SELECT id FROM assessment.learners ORDER BY id LIMIT 500"),
                    ids(session, "SELECT id FROM assessment.items ORDER BY id LIMIT 500"));
        }

        private static long[] ids(Session session, String sql) {
            long[] ids = session.list(sql, row -> row.number(1)).stream()
                    .mapToLong(Long::longValue)
                    .toArray();
            if (ids.length == 0) {
                throw new IllegalStateException("the application finds no rows to refer to by: " + sql);
            }
            return ids;
        }
    }

    private Statements() {}

    /** Answers the session's id. */
    static long insertSession(Session session, long learner, long writeId) {
        return session.insert("""
                INSERT INTO assessment.sessions (learner_id, state, started_at, client, write_id)
                VALUES (?, 'open', NOW(3), 'evenkeel', ?)
                """, learner, writeId);
    }

    /** Answers the response's id. */
    static long insertResponse(Session session, long sessionId, long item, String answer, long writeId) {
        return session.insert("""
                INSERT INTO assessment.responses (session_id, item_id, answer, correct, points, write_id)
                VALUES (?, ?, ?, ? % 2, ? % 7, ?)
                """, sessionId, item, answer, writeId, writeId, writeId);
    }

    /** The FLOAT is given more digits than text keeps. */
    static void insertScore(Session session, long sessionId, long writeId) {
        session.update("""
                INSERT INTO assessment.scores (session_id, scale, points, max_points, theta, write_id)
                VALUES (?, ?, ? % 100, 100, ? % 16777216 / 3, ?)
                """, sessionId, Long.toString(writeId), writeId, writeId, writeId);
    }

    static boolean reviseResponse(Session session, long id) {
        return session.update("UPDATE assessment.responses SET revision = revision + 1 WHERE id = ?", id) == 1;
    }

    static boolean reviseSession(Session session, long id) {
        return session.update("UPDATE assessment.sessions SET revision = revision + 1 WHERE id = ?", id) == 1;
    }

    static boolean deleteResponse(Session session, long id) {
        return session.update("DELETE FROM assessment.responses WHERE id = ?", id) == 1;
    }

    /** Takes the session's responses and scores along, by the foreign keys. */
    static boolean deleteSession(Session session, long id) {
        return session.update("DELETE FROM assessment.sessions WHERE id = ?", id) == 1;
    }
}
