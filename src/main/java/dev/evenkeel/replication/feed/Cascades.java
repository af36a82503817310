package dev.evenkeel.replication.feed;

import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.mariadb.TableName;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The foreign keys by which the engine changes rows that are in no binlog: those with CASCADE or SET NULL. */
record Cascades(List<ForeignKey> keys) {
    /** InnoDB's bits for CASCADE and SET NULL, when a row is deleted and when it is changed. */
    private static final int ACTIONS = 1 | 2 | 4 | 8;

    /**
     * One of them.
     *
     * @param columns the parent's columns it refers to
     * @param childColumns the child's columns that refer to them, in the same order
     */
    record ForeignKey(
            TableName parent,
            TableName child,
            List<String> columns,
            List<String> childColumns,
            Rule whenDeleted,
            Rule whenUpdated) {
        ForeignKey {
            columns = List.copyOf(columns);
            childColumns = List.copyOf(childColumns);
        }

        boolean onDelete() {
            return whenDeleted != Rule.NOTHING;
        }

        boolean onUpdate() {
            return whenUpdated != Rule.NOTHING;
        }
    }

    /** What the engine does to the child's rows. */
    enum Rule {
        NOTHING,
        /** They are deleted, or get the parent's new values: they had the old ones, or have the new. */
        CASCADE,
        /** They cannot be distinguished from others afterwards. */
        SET_NULL;

        static Rule of(String rule) {
            return switch (rule) {
                case "RESTRICT", "NO ACTION" -> NOTHING;
                case "CASCADE" -> CASCADE;
                default -> SET_NULL;
            };
        }
    }

    Cascades {
        keys = List.copyOf(keys);
    }

    static Cascades read(Session session) {
        return engineHasNone(session) ? new Cascades(List.of()) : described(session);
    }

    /**
     * Whether InnoDB, the one engine with foreign keys, has none of these: asked of it that takes no time, whereas for the
     * information schema's other tables the server opens all tables that it has, twice. False where it does not tell.
     */
    private static boolean engineHasNone(Session session) {
        try {
            // Its own tables are there always: who sees none of them is not shown foreign keys either.
            return session.number("SELECT COUNT(*) FROM information_schema.INNODB_SYS_TABLES") > 0
                    && session.number("SELECT COUNT(*) FROM information_schema.INNODB_SYS_FOREIGN WHERE TYPE & "
                                    + ACTIONS)
                            == 0;
        } catch (DatabaseException e) {
            if (e.lost()) {
                throw e;
            }
            return false;
        }
    }

    private static Cascades described(Session session) {
        Map<String, ForeignKey> found = new LinkedHashMap<>();
        session.list(
                """
                SELECT r.CONSTRAINT_SCHEMA, r.TABLE_NAME, r.CONSTRAINT_NAME, k.REFERENCED_TABLE_SCHEMA,
                       k.REFERENCED_TABLE_NAME, k.REFERENCED_COLUMN_NAME, r.DELETE_RULE, r.UPDATE_RULE,
                       k.COLUMN_NAME
                FROM information_schema.REFERENTIAL_CONSTRAINTS r
                JOIN information_schema.KEY_COLUMN_USAGE k
                  ON k.CONSTRAINT_SCHEMA = r.CONSTRAINT_SCHEMA AND k.CONSTRAINT_NAME = r.CONSTRAINT_NAME
                 AND k.TABLE_NAME = r.TABLE_NAME AND k.REFERENCED_TABLE_NAME IS NOT NULL
                WHERE r.DELETE_RULE NOT IN ('RESTRICT', 'NO ACTION') OR r.UPDATE_RULE NOT IN ('RESTRICT', 'NO ACTION')
                ORDER BY r.CONSTRAINT_SCHEMA, r.TABLE_NAME, r.CONSTRAINT_NAME, k.ORDINAL_POSITION
                """,
                row -> found.merge(
                        row.text(1) + "\0" + row.text(2) + "\0" + row.text(3),
                        new ForeignKey(
                                new TableName(row.text(4), row.text(5)),
                                new TableName(row.text(1), row.text(2)),
                                List.of(row.text(6)),
                                List.of(row.text(9)),
                                Rule.of(row.text(7)),
                                Rule.of(row.text(8))),
                        (first, next) -> new ForeignKey(
                                first.parent(),
                                first.child(),
                                joined(first.columns(), next.columns()),
                                joined(first.childColumns(), next.childColumns()),
                                first.whenDeleted(),
                                first.whenUpdated())));
        return new Cascades(List.copyOf(found.values()));
    }

    private static List<String> joined(List<String> first, List<String> next) {
        return Stream.concat(first.stream(), next.stream()).toList();
    }

    List<ForeignKey> from(TableName parent) {
        return keys.stream().filter(key -> key.parent().equals(parent)).toList();
    }

    /** All tables whose rows may change when rows of these do, these among them. */
    Set<TableName> reach(Collection<TableName> tables) {
        Set<TableName> reached = new TreeSet<>(tables);
        Deque<TableName> open = new ArrayDeque<>(tables);
        while (!open.isEmpty()) {
            for (ForeignKey key : from(open.pop())) {
                if (reached.add(key.child())) {
                    open.push(key.child());
                }
            }
        }
        return reached;
    }
}
