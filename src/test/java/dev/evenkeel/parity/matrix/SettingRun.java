package dev.evenkeel.parity.matrix;

import dev.evenkeel.catalog.Settings;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.parity.PartResult;
import dev.evenkeel.parity.SettingParity;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The cases about settings, one after the other; their statements are assignments to global variables. */
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
        String first = (one.damage().target().isEmpty()
                        ? one.damage().source()
                        : one.damage().target())
                .get(0);
        return first.substring(0, first.indexOf('=')).strip();
    }

    private String compared(Case one, Case.Side side, String variable, Set<String> allowed) {
        Case.Globals globals = new Case.Globals(joined(one.both(), side.source()), joined(one.both(), side.target()));
        return pair.during(globals, () -> {
            List<Settings> settings = pair.read(Settings::read);
            PartResult whole = SettingParity.compare(settings.get(0), settings.get(1), allowed);
            String shown = variable.equals("tx_isolation") ? "transaction_isolation" : variable;
            return Items.answer(Items.about(whole, item -> item.name().equals(shown)), text -> text);
        });
    }

    private static List<String> joined(List<String> first, List<String> second) {
        List<String> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}
