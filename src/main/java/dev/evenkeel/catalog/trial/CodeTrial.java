package dev.evenkeel.catalog.trial;

import dev.evenkeel.catalog.Catalog;
import dev.evenkeel.catalog.InDatabases;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Quoting;
import dev.evenkeel.mariadb.Row;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.mariadb.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Has the target read what routines, triggers, events and views are made of, without making any. PREPARE of any statement
 * reads the whole of it first; only then does a server find that a name is not there, or, before 10.6, that a statement of
 * that kind cannot be prepared.
 */
final class CodeTrial {
    /** What is said of a statement that was understood: names that are not there yet, rights on them, no PREPARE for it. */
    private static final Set<Integer> UNDERSTOOD = Set.of(
            1044, 1045, 1046, 1049, 1051, 1054, 1109, 1142, 1143, 1146, 1227, 1235, 1295, 1305, 1347, 1356, 1360, 1370,
            1449, 1462, 1539, 1615);

    /** Bytes in another character set than ours; they arrive as they are in the copy. */
    private static final Set<Integer> OF_THE_WIRE = Set.of(1300, 1366);

    private record Code(String kind, TableName name) {}

    private record Definition(String statement, String mode) {}

    private final Session source;
    private final Session target;
    private String mode = "";

    private CodeTrial(Session source, Session target) {
        this.source = source;
        this.target = target;
    }

    /** One message for each that the target refuses; both sessions must be pinned ones. */
    static List<String> refused(Session source, Session target, List<String> databases) {
        CodeTrial trial = new CodeTrial(source, target);
        // Everywhere there, and open to everybody; nothing is looked up in it.
        target.execute("USE information_schema");
        return Stream.concat(
                        databases.stream().map(trial::database),
                        trial.all(databases).stream().map(trial::refusal))
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<String> database(String name) {
        return source.first("SHOW CREATE DATABASE " + Quoting.identifier(name), row -> new Definition(row.text(2), ""))
                .flatMap(this::tried)
                .map(reason -> "database " + name + " is refused by the target: " + reason);
    }

    private List<Code> all(List<String> databases) {
        List<Code> all = new ArrayList<>();
        InDatabases.each(source, databases, """
                SELECT routine_schema AS object_schema, routine_name AS object_name, routine_type AS kind
                FROM information_schema.routines
                WHERE routine_schema IN""", (name, row) -> all.add(new Code(row.text("kind"), name)));
        Catalog.triggers(source, databases).forEach(name -> all.add(new Code("TRIGGER", name)));
        InDatabases.each(source, databases, """
                SELECT event_schema AS object_schema, event_name AS object_name
                FROM information_schema.events
                WHERE event_schema IN""", (name, row) -> all.add(new Code("EVENT", name)));
        Catalog.views(source, databases).forEach(name -> all.add(new Code("VIEW", name)));
        return all;
    }

    private Optional<String> refusal(Code code) {
        String what = code.kind().toLowerCase(Locale.ROOT) + " " + code.name();
        Optional<Definition> definition;
        try {
            definition = source.first(
                    "SHOW CREATE " + code.kind() + " " + code.name().quoted(), row -> definition(code, row));
        } catch (DatabaseException e) {
            if (e.lost()) {
                throw e;
            }
            // A broken view, which is named as such, or one that was dropped meanwhile.
            return Optional.empty();
        }
        if (definition.filter(shown -> shown.statement().isEmpty()).isPresent()) {
            return Optional.of(what + ": the source does not show its body to the account; grant SELECT ON mysql.proc");
        }
        return definition.flatMap(this::tried).map(reason -> what + " is refused by the target: " + reason);
    }

    private static Definition definition(Code code, Row row) {
        int statement =
                switch (code.kind()) {
                    case "VIEW" -> 2;
                    case "EVENT" -> 4;
                    default -> 3;
                };
        return new Definition(
                row.optional(statement).orElse(""),
                code.kind().equals("VIEW") ? "" : row.optional(2).orElse(""));
    }

    private Optional<String> tried(Definition definition) {
        try {
            if (!mode.equals(definition.mode())) {
                target.execute("SET SESSION sql_mode = ?", definition.mode());
                mode = definition.mode();
            }
            target.parse(definition.statement());
            return Optional.empty();
        } catch (DatabaseException e) {
            if (e.lost()) {
                throw e;
            }
            return UNDERSTOOD.contains(e.number()) || OF_THE_WIRE.contains(e.number())
                    ? Optional.empty()
                    : Optional.of(TargetTrial.words(e));
        }
    }
}
