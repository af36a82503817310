package dev.evenkeel.parity.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.catalog.object.ObjectSnapshot;
import dev.evenkeel.event.Verdict;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.provision.embedded.RestartableServer;
import dev.evenkeel.provision.programs.ServerHome;
import dev.evenkeel.transfer.LoadOptions;
import dev.evenkeel.transfer.dump.Dump;
import dev.evenkeel.transfer.dump.DumpChoice;
import dev.evenkeel.transfer.load.Loader;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Definitions of every kind of expression, made on one version, dumped and loaded into a later one as a migration does it:
 * none may be called different, and its neighbour with another meaning must be. Two pairs of versions; with
 * {@code -Devenkeel.pairs=all} every pair there is, with {@code 10.1.23-11.4.5} that one.
 */
class DefinitionSweepTest {
    private static final List<String> VERSIONS = List.of("10.1.8", "10.1.23", "10.2.11", "10.11.5", "11.4.5");
    private static final List<String> USUAL = List.of("10.1.23-10.11.5", "10.2.11-11.4.5");
    private static final List<String> DATABASES = List.of("sweep");
    private static final List<SweptExpression> EXPRESSIONS = SweptExpression.all();

    /** The load gives every view to who loads it. */
    private static final ObjectRules RULES = new ObjectRules(
            "attacked@localhost", Set.of("attacked@127.0.0.1", "attacked@localhost"), ObjectRules.Moment.FOLLOWING);

    @TempDir
    private Path folder;

    static Stream<String> pairs() {
        String chosen = System.getProperty("evenkeel.pairs", "");
        if (chosen.isEmpty()) {
            return USUAL.stream();
        }
        if (!chosen.equals("all")) {
            return Stream.of(chosen.split(","));
        }
        return IntStream.range(0, VERSIONS.size())
                .boxed()
                .flatMap(from ->
                        VERSIONS.subList(from + 1, VERSIONS.size()).stream().map(to -> VERSIONS.get(from) + "-" + to));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void definitions_are_the_same_after_a_move_and_their_neighbours_are_not(String pair) {
        String[] versions = pair.split("-");
        try (RestartableServer source = RestartableServer.start("source", versions[0], options());
                RestartableServer target = RestartableServer.start("target", versions[1], options())) {
            Map<String, Integer> made = create(source.admin(), target.admin());
            assertThat(made).as("objects on " + versions[0]).hasSizeGreaterThan(400);
            move(source.admin(), target.admin());

            ObjectSnapshot left = snapshot(source.admin());
            List<String> differing = unlike(left, snapshot(target.admin())).entrySet().stream()
                    .map(each -> meaning(each.getKey()) + ": " + each.getValue())
                    .toList();
            assertThat(differing).as(pair + ", false differences").isEmpty();

            Set<String> changed = change(target.admin(), made, everywhere(source.admin()));
            assertThat(changed).as("neighbours on " + versions[1]).hasSizeGreaterThan(made.size() * 9 / 10);
            changed.removeAll(unlike(left, snapshot(target.admin())).keySet());
            assertThat(changed.stream().map(DefinitionSweepTest::meaning))
                    .as(pair + ", differences overlooked")
                    .isEmpty();
        }
    }

    private static List<String> options() {
        // Nothing here outlives its server.
        return List.of(
                "--sql-mode=",
                "--loose-innodb-strict-mode=0",
                "--innodb-buffer-pool-size=64M",
                "--innodb-flush-log-at-trx-commit=0",
                "--loose-innodb-flush-method=nosync",
                "--loose-debug-no-sync=1",
                "--table-open-cache=8000",
                "--table-definition-cache=8000",
                "--skip-innodb-doublewrite");
    }

    /** What both servers take: by name, which of the ways to write it. */
    private static Map<String, Integer> create(Server source, Server target) {
        try (Session here = source.openPinned();
                Session there = target.openPinned()) {
            for (Session session : List.of(there, here)) {
                session.execute("CREATE DATABASE sweep CHARACTER SET utf8mb4");
                session.execute(SweptExpression.base());
            }
            Map<String, Integer> made = new TreeMap<>();
            boolean everywhere = everywhere(source);
            for (SweptExpression each : EXPRESSIONS) {
                taken(each.tables(each.text(), everywhere), there, here).ifPresent(way -> made.put(each.name(), way));
                taken(List.of(each.view(each.text())), there, here).ifPresent(way -> made.put(each.name() + "v", way));
            }
            there.execute("DROP DATABASE sweep");
            return made;
        }
    }

    /** Defaults and checks may compute, as from 10.2 on. */
    private static boolean everywhere(Server server) {
        try (Session session = server.open()) {
            return session.version().atLeast(10, 2);
        }
    }

    /** Which is the first that all servers take. */
    private static OptionalInt taken(List<String> ways, Session... servers) {
        for (int way = 0; way < ways.size(); way++) {
            try {
                for (Session server : servers) {
                    server.execute(ways.get(way));
                }
                return OptionalInt.of(way);
            } catch (DatabaseException e) {
                // Another way may do, and what no server takes cannot be moved.
                if (e.lost()) {
                    throw e;
                }
                for (Session server : servers) {
                    server.execute(ways.get(way)
                            .replaceFirst("^CREATE (OR REPLACE )?(TABLE|VIEW) (\\S+) .*", "DROP $2 IF EXISTS $3"));
                }
            }
        }
        return OptionalInt.empty();
    }

    private void move(Server source, Server target) {
        Path file = folder.resolve("sweep.sql.gz");
        new Dump(DumpChoice.of(List.of(), ServerHome.fetchable(line -> {}), source), Observer.NONE)
                .write(source, DATABASES, file, 16 << 20, 0);
        Loader loader = new Loader(target, LoadOptions.copy(), Observer.NONE);
        loader.load(List.of(file));
        loader.finish();
    }

    /** Gives each object its neighbour's definition, written in the same way, and answers which took it. */
    private static Set<String> change(Server server, Map<String, Integer> made, boolean everywhere) {
        Set<String> changed = new LinkedHashSet<>();
        try (Session session = server.openPinned()) {
            for (SweptExpression each : EXPRESSIONS) {
                String view = each.name() + "v";
                if (made.containsKey(view)) {
                    String before = shown(session, view);
                    if (taken(List.of(each.view(each.neighbour())), session).isPresent()
                            && !shown(session, view).equals(before)) {
                        changed.add(view);
                    }
                }
                if (made.containsKey(each.name())) {
                    session.execute("DROP TABLE sweep." + each.name());
                    String way = each.tables(each.neighbour(), everywhere).get(made.get(each.name()));
                    if (taken(List.of(way), session).isPresent()) {
                        changed.add(each.name());
                    }
                }
            }
        }
        return changed;
    }

    /** Servers of 10.1 leave out ESCAPE and USING; what a server has forgotten nobody can compare. */
    private static String shown(Session session, String view) {
        return session.first("SHOW CREATE VIEW sweep." + view, row -> row.text(2))
                .orElseThrow();
    }

    private static ObjectSnapshot snapshot(Server server) {
        try (Session session = server.openPinned()) {
            return ObjectSnapshot.read(session, DATABASES);
        }
    }

    private static Map<String, String> unlike(ObjectSnapshot left, ObjectSnapshot right) {
        Set<Verdict> accepted = Set.of(Verdict.SAME, Verdict.ALLOWED);
        return ObjectParity.compare(left, right, RULES).items().stream()
                .filter(item -> !accepted.contains(item.verdict()))
                .collect(Collectors.toMap(
                        item -> item.name().replace("sweep.", ""), Item::detail, (one, other) -> one, TreeMap::new));
    }

    private static String meaning(String object) {
        return EXPRESSIONS.stream()
                .filter(each -> object.startsWith(each.name()))
                .map(each -> object + " " + each.text())
                .findFirst()
                .orElse(object);
    }
}
