package dev.evenkeel.parity.matrix;

import dev.evenkeel.parity.inventory.ObjectRules;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * One damage, what must be answered, and a neighbour that must not be flagged. Every statement runs in a database (or
 * with an account) of the case's own, once for the damage and once for the neighbour.
 *
 * @param trap why a comparison may be fooled here
 * @param during global variables while the comparison runs
 * @param both what both sides have before
 * @param answer what must be said of the damage
 * @param quiet what must be said of the neighbour
 */
record Case(
        Area area,
        String name,
        String trap,
        Since since,
        Globals during,
        ObjectRules rules,
        Set<String> allowed,
        List<String> both,
        Side damage,
        String answer,
        String neighbour,
        Side harmless,
        Set<String> quiet) {
    /** Statements for the source and for the target. */
    record Side(List<String> source, List<String> target) {
        static final Side NOTHING = new Side(List.of(), List.of());
    }

    /** Global variables by side, {@code name = value}. */
    record Globals(List<String> source, List<String> target) {
        static final Globals NONE = new Globals(List.of(), List.of());
    }

    static final String SAME_ROWS = "Same, rows examined";

    Case answer(String other) {
        return new Case(
                area, name, trap, since, during, rules, allowed, both, damage, other, neighbour, harmless, quiet);
    }

    Case since(Since version) {
        return new Case(
                area, name, trap, version, during, rules, allowed, both, damage, answer, neighbour, harmless, quiet);
    }

    /** A word that makes a database's or an account's name. */
    String slug() {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_").replaceAll("^_|_$", "");
    }

    String damagedPlace() {
        return shortened("m_");
    }

    String harmlessPlace() {
        return shortened("n_");
    }

    private String shortened(String prefix) {
        String slug = slug();
        String hash = Integer.toHexString(name.hashCode());
        return prefix + (slug.length() > 40 ? slug.substring(0, 40) + "_" + hash : slug);
    }

    @Override
    public String toString() {
        return area.title() + ": " + name;
    }
}
