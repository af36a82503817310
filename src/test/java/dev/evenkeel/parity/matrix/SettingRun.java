package dev.evenkeel.parity.matrix;

import dev.evenkeel.catalog.server.Settings;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.parity.inventory.PartResult;
import dev.evenkeel.parity.inventory.SettingParity;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The cases about settings, one after the other; their statements are assignments to global variables, or put time zones
 * into the server's table of them.
 */
final class SettingRun {
    private final Pair pair;
    private final List<Case> cases;
    private final Answers answers;

    SettingRun(Pair pair, List<Case> cases, Answers answers) {
        this.pair = pair;
        this.cases = cases;
        this.answers = answers;
    }

    void run() {
        for (Case one : cases) {
            String variable = variable(one);
            try {
                // What was allowed beforehand is the neighbour where a case allows something.
                answers.damaged(one, compared(one, one.damage(), variable, Set.of()));
                answers.harmless(one, compared(one, one.harmless(), variable, one.allowed()));
            } catch (DatabaseException e) {
                answers.failed(one, Pair.reason(e));
            }
        }
    }

    private static String variable(Case one) {
        if (one.name().startsWith(Settings.NAMED_TIME_ZONES)) {
            return Settings.NAMED_TIME_ZONES;
        }
        String first = (one.damage().target().isEmpty()
                        ? one.damage().source()
                        : one.damage().target())
                .get(0);
        return first.substring(0, first.indexOf('=')).strip();
    }

    private String compared(Case one, Case.Side side, String variable, Set<String> allowed) {
        Case.Globals globals = new Case.Globals(joined(one.both(), side.source()), joined(one.both(), side.target()));
        return withTimeZones(side, () -> compared(globals, variable, allowed));
    }

    private String compared(Case.Globals globals, String variable, Set<String> allowed) {
        return pair.during(globals, () -> {
            List<Settings> settings = pair.read(Settings::read);
            PartResult whole = SettingParity.compare(
                    settings.get(0),
                    settings.get(1),
                    allowed.stream().collect(Collectors.toMap(name -> name, name -> "a test")));
            String shown = variable.equals("tx_isolation") ? "transaction_isolation" : variable;
            return Items.answer(Items.about(whole, item -> item.name().equals(shown)), text -> text);
        });
    }

    /** Makes UTC a time zone with a name, and unmakes it. */
    private <T> T withTimeZones(Case.Side side, Supplier<T> work) {
        List<Server> servers = new ArrayList<>();
        if (side.source().contains(Plant.LOAD_TIME_ZONES)) {
            servers.add(pair.left());
        }
        if (side.target().contains(Plant.LOAD_TIME_ZONES)) {
            servers.add(pair.right());
        }
        try {
            servers.forEach(server -> Pair.on(server, session -> {
                session.execute("INSERT INTO mysql.time_zone VALUES (1, 'N')");
                session.execute("INSERT INTO mysql.time_zone_name VALUES ('UTC', 1)");
                session.execute("INSERT INTO mysql.time_zone_transition_type VALUES (1, 0, 0, 0, 'UTC')");
            }));
            return work.get();
        } finally {
            servers.forEach(server -> Pair.on(server, session -> {
                for (String table : List.of("time_zone", "time_zone_name", "time_zone_transition_type")) {
                    session.execute("DELETE FROM mysql." + table);
                }
            }));
        }
    }

    private static List<String> joined(List<String> first, List<String> second) {
        List<String> all = new ArrayList<>(first);
        all.addAll(second);
        all.remove(Plant.LOAD_TIME_ZONES);
        return all;
    }
}
