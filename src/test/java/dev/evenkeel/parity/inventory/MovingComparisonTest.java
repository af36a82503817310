package dev.evenkeel.parity.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.catalog.ObjectScope;
import dev.evenkeel.event.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Definitions of a source that goes on and of a follower that is behind it by one step. */
class MovingComparisonTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final Map<String, String> source = new TreeMap<>();
    private final Map<String, String> target = new TreeMap<>();
    private final List<ObjectScope> asked = new ArrayList<>();
    private int caughtUp;
    /** What happens between two looks at the source. */
    private Consumer<Integer> meanwhile = round -> {};

    private PartResult within(Duration limit) {
        return new MovingComparison<Map<String, String>>(
                        scope -> {
                            asked.add(scope);
                            return read(source, scope);
                        },
                        scope -> {
                            Map<String, String> found = read(target, scope);
                            meanwhile.accept(caughtUp);
                            return found;
                        },
                        () -> caughtUp++,
                        MovingComparisonTest::compared,
                        MovingComparisonTest::compared)
                .within(limit);
    }

    private static Map<String, String> read(Map<String, String> server, ObjectScope scope) {
        Map<String, String> found = new TreeMap<>(server);
        found.keySet().removeIf(name -> !scope.covers(name));
        return found;
    }

    private static PartResult compared(Map<String, String> left, Map<String, String> right) {
        TreeSet<String> names = new TreeSet<>(left.keySet());
        names.addAll(right.keySet());
        List<Item> items = new ArrayList<>(List.of(new Item("database", "shop", Verdict.SAME, "")));
        names.forEach(name -> {
            boolean same = Optional.ofNullable(left.get(name)).equals(Optional.ofNullable(right.get(name)));
            items.add(new Item("table", name, same ? Verdict.SAME : Verdict.DIFFERENT, same ? "" : "another one"));
        });
        return PartResult.of(items);
    }

    @Test
    void what_is_alike_is_read_once() {
        source.put("shop.a", "1");
        target.put("shop.a", "1");

        assertThat(within(LONG).verdict()).isEqualTo(Verdict.SAME);
        assertThat(asked).containsExactly(ObjectScope.EVERYTHING);
    }

    @Test
    void what_is_on_its_way_is_read_again_and_nothing_else() {
        source.putAll(Map.of("shop.a", "1", "shop.b", "2"));
        target.putAll(Map.of("shop.a", "1", "shop.b", "1"));
        meanwhile = round -> target.put("shop.b", "2");

        assertThat(within(LONG).verdict()).isEqualTo(Verdict.SAME);
        assertThat(asked.get(asked.size() - 1).covers("shop.a")).isFalse();
    }

    @Test
    void what_stays_otherwise_is_a_difference() {
        source.putAll(Map.of("shop.a", "1", "shop.b", "2"));
        target.putAll(Map.of("shop.a", "1", "shop.b", "1"));

        PartResult result = within(LONG);

        assertThat(result.verdict()).isEqualTo(Verdict.DIFFERENT);
        assertThat(result.failures()).isEqualTo("table shop.b: another one");
        assertThat(caughtUp).isEqualTo(2);
    }

    @Test
    void what_is_dropped_meanwhile_is_gone() {
        source.put("shop.a", "1");
        meanwhile = round -> source.clear();

        PartResult result = within(LONG);

        assertThat(result.verdict()).isEqualTo(Verdict.SAME);
        assertThat(result.items()).extracting(Item::name).containsExactly("shop");
    }

    @Test
    void what_never_rests_cannot_be_told() {
        source.put("shop.a", "0");
        meanwhile = round -> source.put("shop.a", "v" + round);

        PartResult result = within(Duration.ZERO);

        assertThat(result.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(result.failures()).contains("its definition keeps changing");
    }
}
