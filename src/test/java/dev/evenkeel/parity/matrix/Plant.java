package dev.evenkeel.parity.matrix;

import dev.evenkeel.parity.inventory.ObjectRules;
import dev.evenkeel.parity.matrix.Case.Globals;
import dev.evenkeel.parity.matrix.Case.Side;
import java.util.List;
import java.util.Set;

/** Writes down a case. What is planted goes to the target unless it says otherwise. */
final class Plant {
    /** In place of an assignment. */
    static final String LOAD_TIME_ZONES = "(time zones loaded)";

    private final Area area;
    private final String name;
    private String trap = "";
    private Since since = Since.ALWAYS;
    private Globals during = Globals.NONE;
    private ObjectRules rules = ObjectRules.STRICT;
    private Set<String> allowed = Set.of();
    private List<String> both = List.of();
    private List<String> source = List.of();
    private List<String> target = List.of();
    private String neighbour = "the same, untouched";
    private Side harmless = Side.NOTHING;
    private Set<String> quiet;

    private Plant(Area area, String name) {
        this.area = area;
        this.name = name;
        this.quiet = Set.of(area == Area.DATA ? Case.SAME_ROWS : "Same");
    }

    static Plant data(String name) {
        return new Plant(Area.DATA, name);
    }

    static Plant object(String name) {
        return new Plant(Area.OBJECTS, name);
    }

    static Plant account(String name) {
        return new Plant(Area.ACCOUNTS, name);
    }

    static Plant setting(String name) {
        return new Plant(Area.SETTINGS, name);
    }

    Plant trap(String why) {
        trap = why;
        return this;
    }

    Plant since(Since version) {
        since = version;
        return this;
    }

    Plant during(List<String> onSource, List<String> onTarget) {
        during = new Globals(onSource, onTarget);
        return this;
    }

    Plant rules(ObjectRules others) {
        rules = others;
        return this;
    }

    Plant allowing(String... variables) {
        allowed = Set.of(variables);
        return this;
    }

    Plant both(String... statements) {
        both = List.of(statements);
        return this;
    }

    Plant source(String... statements) {
        source = List.of(statements);
        return this;
    }

    Plant target(String... statements) {
        target = List.of(statements);
        return this;
    }

    Plant neighbour(String words, String... onTarget) {
        neighbour = words;
        harmless = new Side(harmless.source(), List.of(onTarget));
        return this;
    }

    Plant neighbourSource(String... onSource) {
        harmless = new Side(List.of(onSource), harmless.target());
        return this;
    }

    /** Where the neighbour's answer is not plainly the same, one for each pair where they are not alike. */
    Plant quiet(String... answers) {
        quiet = Set.copyOf(List.of(answers));
        return this;
    }

    Case answer(String expected) {
        return new Case(
                area,
                name,
                trap,
                since,
                during,
                rules,
                allowed,
                both,
                new Side(source, target),
                expected,
                neighbour,
                harmless,
                quiet);
    }
}
