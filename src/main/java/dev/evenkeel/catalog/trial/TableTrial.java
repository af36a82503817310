package dev.evenkeel.catalog.trial;

import dev.evenkeel.journal.Observer;
import dev.evenkeel.journal.Progress;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Quoting;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.mariadb.TableName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Has the target begin to make tables, and never finish: each is a temporary one, filled by a SELECT that fails when the
 * table is made and before it is kept. So a table is judged under the target's own settings, none is left, and nothing enters
 * the binlog, whatever its format; seen on 10.1.8, 10.1.23, 10.2.11, 10.11.5 and 11.4.5.
 */
final class TableTrial {
    private static final String NAME = "evenkeel_trial";
    private static final String NEVER = " FROM (SELECT 1 AS n) one WHERE n = (SELECT 1 UNION SELECT 2)";

    /** What the SELECT fails with: more rows than one. */
    private static final int MADE = 1242;
    /** Said of a format that no temporary table may have. */
    private static final int COMPRESSED = 4047;
    /** Said of what was understood, or where the account may not even try; its rights are looked at elsewhere. */
    private static final Set<Integer> UNDERSTOOD = Set.of(1044, 1045, 1046, 1049, 1050, 1142, 1146, 1227, 1295);

    private static final Pattern FOREIGN_KEY = Pattern.compile("^ +CONSTRAINT `(?:[^`]|``)*+` FOREIGN KEY .*");
    private static final Pattern FULLTEXT = Pattern.compile("^ +FULLTEXT KEY .*");
    private static final Pattern COLUMN = Pattern.compile("^ +(`(?:[^`]|``)*+`) .*");
    private static final Pattern COMPUTED = Pattern.compile(".* (?:AS|GENERATED ALWAYS AS) \\(.*");
    private static final Pattern PARTITIONS = Pattern.compile("\\n(?:/\\*!\\d{5,6})? ?PARTITION BY .*", Pattern.DOTALL);
    private static final Pattern FOLDERS = Pattern.compile(" (?:DATA|INDEX) DIRECTORY='(?:[^']|'')*+'");
    private static final Pattern SQUEEZED = Pattern.compile(" (?:ROW_FORMAT=COMPRESSED|KEY_BLOCK_SIZE=\\d+)");
    private static final Pattern ENCRYPTED = Pattern.compile(" `?(?:ENCRYPTED|ENCRYPTION_KEY_ID)`?=\\S+");

    private final Session target;
    private final boolean encrypts;
    private final Map<String, Optional<String>> known = new HashMap<>();

    private TableTrial(Session target) {
        this.target = target;
        this.encrypts = target.number("SELECT COUNT(*) FROM information_schema.plugins"
                        + " WHERE plugin_type = 'ENCRYPTION' AND plugin_status = 'ACTIVE'")
                > 0;
    }

    /**
     * One message for each that the target refuses; both sessions must be pinned ones.
     *
     * @param tables those that may be in question
     * @param observer receives each that was tried
     */
    static List<String> refused(Session source, Session target, List<TableName> tables, Observer observer) {
        // As a dump creates them.
        target.execute("SET SESSION sql_mode = 'NO_AUTO_VALUE_ON_ZERO', foreign_key_checks = 0");
        TableTrial trial = new TableTrial(target);
        List<String> found = new ArrayList<>();
        try (Progress progress = observer.progress("trial of tables on the target", "tables", tables.size())) {
            for (TableName table : tables) {
                definition(source, table)
                        .flatMap(definition -> trial.refusal(table, definition))
                        .ifPresent(reason -> found.add("table " + table + " is refused by the target: " + reason));
                progress.advance(1);
            }
        }
        return found;
    }

    /** Empty for one that was dropped meanwhile. */
    private static Optional<String> definition(Session source, TableName table) {
        try {
            return source.first("SHOW CREATE TABLE " + table.quoted(), row -> row.text(2));
        } catch (DatabaseException e) {
            if (e.lost()) {
                throw e;
            }
            return Optional.empty();
        }
    }

    /** Tables that are alike except for their names are tried once. */
    private Optional<String> refusal(TableName table, String definition) {
        String own = definition.substring(definition.indexOf("(\n"));
        if (!known.containsKey(own)) {
            known.put(own, read(definition).or(() -> made(table, definition)));
        }
        return known.get(own);
    }

    /** Partitions, which no temporary table has, are tried here alone. */
    private Optional<String> read(String definition) {
        try {
            target.parse(definition);
            return Optional.empty();
        } catch (DatabaseException e) {
            return lasting(e).map(TargetTrial::words);
        }
    }

    private Optional<String> made(TableName table, String definition) {
        String without = FOLDERS.matcher(definition).replaceAll("");
        if (encrypts) {
            // A key that is not there is shown by the first row.
            without = ENCRYPTED.matcher(without).replaceAll("");
        }
        Optional<DatabaseException> refused = attempt(table, without);
        if (refused.filter(e -> e.number() == COMPRESSED).isPresent()) {
            refused = attempt(table, SQUEEZED.matcher(without).replaceAll(""));
        }
        return refused.map(e -> reason(table, e));
    }

    private Optional<DatabaseException> attempt(TableName table, String definition) {
        try {
            target.execute(statement(table.schema(), definition));
            target.execute("DROP TEMPORARY TABLE " + trial(table.schema()));
            return Optional.empty();
        } catch (DatabaseException e) {
            return lasting(e).filter(refused -> refused.number() != MADE);
        }
    }

    private static Optional<DatabaseException> lasting(DatabaseException e) {
        if (e.lost()) {
            throw e;
        }
        return UNDERSTOOD.contains(e.number()) ? Optional.empty() : Optional.of(e);
    }

    /** InnoDB tells which option it means in a warning. */
    private String reason(TableName table, DatabaseException e) {
        String because = target
                .list(
                        "SHOW WARNINGS",
                        row -> row.text("Code").equals(Integer.toString(e.number())) ? "" : row.text("Message"))
                .stream()
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("; "));
        return TargetTrial.words(e, because.isEmpty() ? "" : ": " + because)
                .replace(trial(table.schema()), table.quoted());
    }

    private static String trial(String schema) {
        return Quoting.identifier(schema) + "." + Quoting.identifier(NAME);
    }

    /** The same table, temporary, under another name, without what such a one cannot have. */
    static String statement(String schema, String definition) {
        String table = PARTITIONS.matcher(definition).replaceFirst("");
        int end = table.lastIndexOf("\n)");
        List<String> items = new ArrayList<>();
        for (String line : table.substring(table.indexOf('\n') + 1, end).split("\n")) {
            if (!FOREIGN_KEY.matcher(line).matches() && !FULLTEXT.matcher(line).matches()) {
                items.add(line.endsWith(",") ? line.substring(0, line.length() - 1) : line);
            }
        }
        return "CREATE TEMPORARY TABLE " + trial(schema) + " (\n" + String.join(",\n", items) + table.substring(end)
                + " SELECT NULL AS " + filled(items) + NEVER;
    }

    /** A column that may be filled; under another name the table would have one more. */
    private static String filled(List<String> items) {
        return items.stream()
                .filter(item -> !COMPUTED.matcher(item).matches())
                .map(COLUMN::matcher)
                .filter(Matcher::matches)
                .map(found -> found.group(1))
                .findFirst()
                .orElse(Quoting.identifier(NAME));
    }
}
