package dev.evenkeel.parity.matrix;

import static dev.evenkeel.parity.matrix.Plant.object;

import dev.evenkeel.parity.inventory.ObjectRules;
import java.util.List;
import java.util.Set;

/** Routines, packages, triggers and events. */
final class CodeCases {
    private static final String T = "CREATE TABLE t (id INT, v VARCHAR(20), n INT)";
    private static final String PROCEDURE =
            "CREATE DEFINER='a'@'%' PROCEDURE r(IN x INT, OUT y VARCHAR(9)) COMMENT 'c' BEGIN SET y = x + 1; END";
    private static final String FUNCTION =
            "CREATE DEFINER='a'@'%' FUNCTION r(x INT) RETURNS INT DETERMINISTIC READS SQL DATA RETURN x + 1";
    private static final String TRIGGER =
            "CREATE DEFINER='a'@'%' TRIGGER g BEFORE INSERT ON t FOR EACH ROW SET NEW.n = 1";
    private static final String EVENT =
            "CREATE DEFINER='a'@'%' EVENT e ON SCHEDULE EVERY 1 DAY STARTS '2037-01-01 00:00:00'"
                    + " ENDS '2037-02-01 00:00:00' COMMENT 'c' DO DELETE FROM t";

    static final List<Case> ALL = List.of(
            object("a function that has the name of a procedure")
                    .trap("one name may stand for one of each")
                    .both(PROCEDURE, FUNCTION)
                    .target("DROP FUNCTION r")
                    .neighbour(
                            "both made in the other order", "DROP FUNCTION r", "DROP PROCEDURE r", FUNCTION, PROCEDURE)
                    .answer("Different: function r: missing on target"),
            procedure(
                    "one blank in a procedure",
                    PROCEDURE.replace("x + 1", "x  + 1"),
                    "body differs",
                    "a procedure made again",
                    PROCEDURE),
            procedure(
                    "lettercase in a procedure",
                    PROCEDURE.replace("SET y", "set y"),
                    "body differs",
                    "lettercase before its body",
                    PROCEDURE.replace("IN x INT", "in x int")),
            procedure(
                    "a procedure's definer",
                    PROCEDURE.replace("'a'@", "'b'@"),
                    "definer is a@% on source, b@% on target",
                    "the definer in other quotes",
                    PROCEDURE.replace("'a'@'%'", "`a`@`%`")),
            procedure(
                    "a procedure that runs as its caller",
                    PROCEDURE.replace("COMMENT", "SQL SECURITY INVOKER COMMENT"),
                    "sql security is DEFINER on source, INVOKER on target",
                    "DEFINER said aloud",
                    PROCEDURE.replace("COMMENT", "SQL SECURITY DEFINER COMMENT")),
            procedure(
                    "a procedure's comment",
                    PROCEDURE.replace("'c'", "'d'"),
                    "comment is c on source, d on target",
                    "the comment in other quotes",
                    PROCEDURE.replace("'c'", "\"c\"")),
            procedure(
                    "a procedure that claims to be deterministic",
                    PROCEDURE.replace("COMMENT", "DETERMINISTIC COMMENT"),
                    "deterministic is NO on source, YES on target",
                    "NOT DETERMINISTIC said aloud",
                    PROCEDURE.replace("COMMENT", "NOT DETERMINISTIC COMMENT")),
            procedure(
                    "a procedure's claim about data",
                    PROCEDURE.replace("COMMENT", "MODIFIES SQL DATA COMMENT"),
                    "data access is CONTAINS SQL on source, MODIFIES SQL DATA on target",
                    "CONTAINS SQL said aloud",
                    PROCEDURE.replace("COMMENT", "CONTAINS SQL COMMENT")),
            procedure(
                    "a parameter's type",
                    PROCEDURE.replace("x INT", "x BIGINT"),
                    "parameter 1 is in x int on source, in x bigint on target",
                    "a parameter's usual width",
                    PROCEDURE.replace("x INT", "x INT(11)")),
            procedure(
                    "a parameter's direction",
                    PROCEDURE.replace("IN x", "INOUT x"),
                    "parameter 1 is in x int on source, inout x int on target",
                    "IN left out",
                    PROCEDURE.replace("IN x", "x")),
            object("the sql_mode that a procedure runs under")
                    .trap("kept with it: a || b is OR or CONCAT")
                    .both("SET SESSION sql_mode = 'PIPES_AS_CONCAT,NO_ENGINE_SUBSTITUTION'", PROCEDURE)
                    .target("DROP PROCEDURE r", "SET SESSION sql_mode = 'NO_ENGINE_SUBSTITUTION'", PROCEDURE)
                    .neighbour(
                            "the modes in another order",
                            "DROP PROCEDURE r",
                            "SET SESSION sql_mode = 'NO_ENGINE_SUBSTITUTION,PIPES_AS_CONCAT'",
                            PROCEDURE)
                    .answer(
                            "Different: procedure r: sql_mode is NO_ENGINE_SUBSTITUTION,PIPES_AS_CONCAT on source, NO_ENGINE_SUBSTITUTION on target"),
            object("the character set that a procedure was written in")
                    .both(PROCEDURE)
                    .target("DROP PROCEDURE r", "SET NAMES utf8", PROCEDURE)
                    .neighbour(
                            "the same character set, said again",
                            "DROP PROCEDURE r",
                            "SET NAMES utf8mb4 COLLATE utf8mb4_general_ci",
                            PROCEDURE)
                    .neighbourSource("DROP PROCEDURE r", "SET NAMES utf8mb4 COLLATE utf8mb4_general_ci", PROCEDURE)
                    .answer(
                            "Different: procedure r: client charset is utf8mb4 on source, utf8mb3 on target; connection collation is utf8mb4_general_ci on source, utf8mb3_general_ci on target"),
            object("what a function returns")
                    .both(FUNCTION)
                    .target("DROP FUNCTION r", FUNCTION.replace("RETURNS INT", "RETURNS BIGINT"))
                    .neighbour(
                            "what it returns in another word",
                            "DROP FUNCTION r",
                            FUNCTION.replace("RETURNS INT", "RETURNS INTEGER"))
                    .answer("Different: function r: returns is int on source, bigint on target"),
            object("one blank in a package of ORACLE mode")
                    .since(Since.V10_3)
                    .both(
                            "SET SESSION sql_mode = 'ORACLE'",
                            "CREATE PACKAGE k AS FUNCTION f RETURN INT; END",
                            "CREATE PACKAGE BODY k AS FUNCTION f RETURN INT AS BEGIN RETURN 1; END; END")
                    .target("CREATE OR REPLACE PACKAGE BODY k AS FUNCTION f RETURN INT AS BEGIN RETURN  1; END; END")
                    .neighbour(
                            "a body made again",
                            "CREATE OR REPLACE PACKAGE BODY k AS FUNCTION f RETURN INT AS BEGIN RETURN 1; END; END")
                    .answer("Different: package k PACKAGE BODY: body differs"),
            object("a package without its body")
                    .since(Since.V10_3)
                    .both(
                            "SET SESSION sql_mode = 'ORACLE'",
                            "CREATE PACKAGE k AS FUNCTION f RETURN INT; END",
                            "CREATE PACKAGE BODY k AS FUNCTION f RETURN INT AS BEGIN RETURN 1; END; END")
                    .target("DROP PACKAGE BODY k")
                    .neighbour(
                            "a package made again",
                            "CREATE OR REPLACE PACKAGE k AS FUNCTION f RETURN INT; END",
                            "CREATE PACKAGE BODY k AS FUNCTION f RETURN INT AS BEGIN RETURN 1; END; END")
                    .answer("Different: package k PACKAGE BODY: missing on target"),
            trigger("a trigger that is missing", "", "missing on target", "a trigger made again", TRIGGER),
            trigger(
                    "another statement of a trigger",
                    TRIGGER.replace("= 1", "= 2"),
                    "body differs",
                    "blanks before its statement",
                    TRIGGER.replace("ROW ", "ROW   ")),
            trigger(
                    "a trigger that fires after",
                    TRIGGER.replace("BEFORE", "AFTER").replace("SET NEW.n", "SET @n"),
                    "body differs; fires is BEFORE INSERT ON t on source, AFTER INSERT ON t on target",
                    "keywords in other letters",
                    TRIGGER.replace("BEFORE INSERT", "before insert")),
            trigger(
                    "a trigger of another event",
                    TRIGGER.replace("INSERT", "UPDATE"),
                    "fires is BEFORE INSERT ON t on source, BEFORE UPDATE ON t on target",
                    "the table in quotes",
                    TRIGGER.replace("ON t", "ON `t`")),
            trigger(
                    "a trigger's definer",
                    TRIGGER.replace("'a'@", "'b'@"),
                    "definer is a@% on source, b@% on target",
                    "the definer in other quotes",
                    TRIGGER.replace("'a'@'%'", "`a`@`%`")),
            object("triggers in another order")
                    .since(Since.V10_3)
                    .both(T, TRIGGER, TRIGGER.replace(" g ", " h ").replace("= 1", "= NEW.n + 1"))
                    .target("DROP TRIGGER g", TRIGGER.replace("ROW ", "ROW FOLLOWS h "))
                    .neighbour("the order said aloud", "DROP TRIGGER g", TRIGGER.replace("ROW ", "ROW PRECEDES h "))
                    .answer(
                            "Different: trigger g: order is 1 on source, 2 on target; trigger h: order is 2 on source, 1 on target"),
            event(
                    "an event that is missing",
                    "DROP EVENT e",
                    "missing on target",
                    "an event made again",
                    "DROP EVENT e",
                    EVENT),
            event(
                    "an event that is disabled",
                    "ALTER DEFINER='a'@'%' EVENT e DISABLE",
                    "status is ENABLED on source, DISABLED on target",
                    "an event disabled and enabled",
                    "ALTER DEFINER='a'@'%' EVENT e DISABLE",
                    "ALTER DEFINER='a'@'%' EVENT e ENABLE"),
            event(
                    "an event that a dump from a replica left disabled",
                    "ALTER DEFINER='a'@'%' EVENT e DISABLE ON SLAVE",
                    "status is ENABLED on source, SLAVESIDE_DISABLED on target",
                    "ENABLE said aloud",
                    "ALTER DEFINER='a'@'%' EVENT e ENABLE"),
            event(
                    "an event's interval",
                    "ALTER DEFINER='a'@'%' EVENT e ON SCHEDULE EVERY 2 DAY STARTS '2037-01-01 00:00:00' ENDS '2037-02-01 00:00:00'",
                    "every is 1 on source, 2 on target",
                    "the interval as a text",
                    "ALTER DEFINER='a'@'%' EVENT e ON SCHEDULE EVERY '1' DAY STARTS '2037-01-01 00:00:00' ENDS '2037-02-01 00:00:00'"),
            event(
                    "an event's end",
                    EVENT.replace("CREATE", "CREATE OR REPLACE").replace(" ENDS '2037-02-01 00:00:00'", ""),
                    "ends is missing on target",
                    "its times as numbers",
                    "ALTER DEFINER='a'@'%' EVENT e ON SCHEDULE EVERY 1 DAY STARTS 20370101000000 ENDS 20370201000000"),
            event(
                    "an event's statement",
                    "ALTER DEFINER='a'@'%' EVENT e DO DELETE FROM t LIMIT 1",
                    "body differs",
                    "its statement said again",
                    "ALTER DEFINER='a'@'%' EVENT e DO DELETE FROM t"),
            event(
                    "an event's definer",
                    "ALTER DEFINER='b'@'%' EVENT e COMMENT 'c'",
                    "definer is a@% on source, b@% on target",
                    "the definer in other quotes",
                    "ALTER DEFINER=`a`@`%` EVENT e COMMENT 'c'"),
            event(
                    "an event that stays when it is over",
                    "ALTER DEFINER='a'@'%' EVENT e ON COMPLETION PRESERVE",
                    "on completion is NOT PRESERVE on source, PRESERVE on target",
                    "NOT PRESERVE said aloud",
                    "ALTER DEFINER='a'@'%' EVENT e ON COMPLETION NOT PRESERVE"),
            event(
                    "an event's comment",
                    "ALTER DEFINER='a'@'%' EVENT e COMMENT 'd'",
                    "comment is c on source, d on target",
                    "the comment in other quotes",
                    "ALTER DEFINER='a'@'%' EVENT e COMMENT \"c\""),
            object("the time zone of an event")
                    .trap("midnight somewhere else")
                    .both(T, EVENT)
                    .target(
                            "DROP EVENT e",
                            "SET SESSION time_zone = '+02:00'",
                            EVENT,
                            "SET SESSION time_zone = '+00:00'")
                    .neighbour("an event made again", "DROP EVENT e", EVENT)
                    .answer("Different: event e: time zone is +00:00 on source, +02:00 on target"),
            object("an event that runs on the target already")
                    .trap("it would run on both sides before the switch")
                    .rules(new ObjectRules("", Set.of(), ObjectRules.Moment.FOLLOWING))
                    .both(T, EVENT)
                    .source("ALTER DEFINER='a'@'%' EVENT e DISABLE")
                    .neighbour("an event that waits for the switch", "ALTER DEFINER='a'@'%' EVENT e DISABLE ON SLAVE")
                    .quiet("Same: Allowed event e: ENABLED on source, SLAVESIDE_DISABLED on target: events wait there")
                    .answer("Different: event e: status is DISABLED on source, ENABLED on target"),
            object("a definer that nobody rewrote")
                    .trap("a load replaces definers it may not use, and says which")
                    .rules(new ObjectRules("admin@%", Set.of("a@%"), ObjectRules.Moment.FOLLOWING))
                    .both(T, TRIGGER)
                    .target("DROP TRIGGER g", TRIGGER.replace("'a'@'%'", "'app'@'%'"))
                    .neighbour(
                            "a definer that the load rewrote and said so",
                            "DROP TRIGGER g",
                            TRIGGER.replace("'a'@'%'", "'admin'@'%'"))
                    .quiet("Same: Allowed trigger g: definer a@% was rewritten to the loading user admin@%")
                    .answer("Different: trigger g: definer is a@% on source, app@% on target"));

    private CodeCases() {}

    private static Case procedure(String name, String damage, String answer, String neighbour, String harmless) {
        return object(name)
                .both(PROCEDURE)
                .target("DROP PROCEDURE r", damage)
                .neighbour(neighbour, "DROP PROCEDURE r", harmless)
                .answer("Different: procedure r: " + answer);
    }

    private static Case trigger(String name, String damage, String answer, String neighbour, String harmless) {
        return object(name)
                .both(T, TRIGGER)
                .target(damage.isEmpty() ? new String[] {"DROP TRIGGER g"} : new String[] {"DROP TRIGGER g", damage})
                .neighbour(neighbour, "DROP TRIGGER g", harmless)
                .answer("Different: trigger g: " + answer);
    }

    private static Case event(String name, String damage, String answer, String neighbour, String... harmless) {
        return object(name)
                .both(T, EVENT)
                .target(damage)
                .neighbour(neighbour, harmless)
                .answer("Different: event e: " + answer);
    }
}
