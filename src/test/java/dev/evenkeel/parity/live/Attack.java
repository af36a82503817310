package dev.evenkeel.parity.live;

import dev.evenkeel.mariadb.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * One way to deceive a live proof, or to have it end without an answer.
 *
 * @param cost how rare it is: in one of so many draws it is put back and another one drawn; 1 for what costs nothing
 * @param before done before the proof begins, instead of while it goes on or after its writers have ended
 * @param explains whether tables may be left without a verdict for it
 */
record Attack(String name, int cost, boolean before, boolean explains, Consumer<AttackScene> deed) {
    static final List<Attack> ALL = all();

    static Attack of(String name, Consumer<AttackScene> deed) {
        return new Attack(name, 1, false, false, deed);
    }

    static Attack before(String name, Consumer<AttackScene> deed) {
        return new Attack(name, 1, true, false, deed);
    }

    Attack explaining() {
        return new Attack(name, cost, before, true, deed);
    }

    /** As rare as that. */
    Attack costing(int more) {
        return new Attack(name, more, before, explains, deed);
    }

    /** On a server as somebody else than replication or the application. */
    static void write(AttackScene scene, Server server, String... before) {
        scene.damage(server, before);
    }

    void carryOut(AttackScene scene) {
        scene.history().attacked(name, explains);
        deed.accept(scene);
    }

    private static List<Attack> all() {
        List<Attack> all = new ArrayList<>();
        all.addAll(StrangerAttacks.all());
        all.addAll(LinkAttacks.all());
        all.addAll(SourceAttacks.all());
        all.addAll(StatementAttacks.all());
        all.addAll(RestartAttacks.all());
        return List.copyOf(all);
    }

    /** None in a quarter of all seeds, seldom one that takes long; those that a property names where it does. */
    static List<Attack> draw(Random random) {
        String wanted = System.getProperty("evenkeel.attack", "");
        if (!wanted.isEmpty()) {
            List<Attack> named =
                    ALL.stream().filter(attack -> attack.name().matches(wanted)).toList();
            return List.of(named.get(random.nextInt(named.size())));
        }
        int count = List.of(0, 1, 1, 2).get(random.nextInt(4));
        List<Attack> drawn = new ArrayList<>();
        while (drawn.size() < count) {
            Attack attack = ALL.get(random.nextInt(ALL.size()));
            if (random.nextInt(attack.cost()) == 0) {
                drawn.add(attack);
            }
        }
        return drawn;
    }
}
