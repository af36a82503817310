package dev.evenkeel.catalog.trial;

import dev.evenkeel.catalog.InDatabases;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.ServerWords;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.mariadb.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Views that no longer fit what they select from, of which a dump would name the first and end. A server knows only that
 * something is wrong with a view; what it is comes from reading the view's own SELECT.
 */
final class BrokenViews {
    private static final int VIEW_INVALID = 1356;

    /** @param security whose rights count: {@code DEFINER} or {@code INVOKER} */
    private record View(String definition, String definer, String security) {}

    private final Session session;
    private final Map<TableName, View> views = new TreeMap<>();

    private BrokenViews(Session session, List<String> databases) {
        this.session = session;
        InDatabases.each(
                session,
                databases,
                """
                SELECT table_schema AS object_schema, table_name AS object_name, view_definition AS definition,
                       definer AS definer, security_type AS security
                FROM information_schema.views
                WHERE table_schema IN""",
                (name, row) -> views.put(
                        name,
                        new View(row.optional("definition").orElse(""), row.text("definer"), row.text("security"))));
    }

    /** Those that cannot be dumped, each with the reason. The session's account must see the views' definitions. */
    static List<String> of(Session session, List<String> databases) {
        return new BrokenViews(session, databases).broken();
    }

    /** Those that can be moved, but that nobody can read: each with the account that is missing. */
    static List<String> withoutDefiner(Session session, List<String> databases) {
        return new BrokenViews(session, databases).orphaned();
    }

    private List<String> broken() {
        List<String> found = new ArrayList<>();
        views.forEach((name, view) -> refused(name)
                .ifPresent(error -> found.add("view " + name + " is broken: " + reason(view, error)
                        + "; drop it, or fix it or what it selects from")));
        return found;
    }

    private List<String> orphaned() {
        Set<String> accounts =
                Set.copyOf(session.list("SELECT CONCAT(User, '@', Host) FROM mysql.user", row -> row.text(1)));
        List<String> found = new ArrayList<>();
        views.forEach((name, view) -> {
            if (view.security().equals("DEFINER") && !accounts.contains(view.definer())) {
                found.add("view " + name + " cannot be read on the source: its definer " + view.definer()
                        + " does not exist");
            }
        });
        return found;
    }

    /** As a dump asks for it first. */
    private Optional<DatabaseException> refused(TableName view) {
        try {
            session.list("SHOW FIELDS FROM " + view.quoted(), row -> true);
            return Optional.empty();
        } catch (DatabaseException e) {
            if (e.lost()) {
                throw e;
            }
            return Optional.of(e);
        }
    }

    private String reason(View view, DatabaseException refused) {
        if (refused.number() != VIEW_INVALID) {
            return words(refused);
        }
        try {
            session.parse(view.definition());
        } catch (DatabaseException e) {
            if (e.lost()) {
                throw e;
            }
            return words(e);
        }
        return words(refused);
    }

    private static String words(DatabaseException e) {
        return ServerWords.withoutValues(e.reason()) + " (error " + e.number() + ")";
    }
}
