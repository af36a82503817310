package dev.evenkeel.transfer.pinned;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the source held at the pin, from what it holds now, what the stopped replica holds, and what its binlog names. */
class AtThePinTest {
    private record Thing(String name, int version) {}

    private static AtThePin.Found<Thing> found(List<Thing> source, List<Thing> replica, String... named) {
        return new AtThePin<Thing>(
                        Thing::name, Thing::equals, thing -> Set.of(named).contains(thing.name()))
                .of(source, replica);
    }

    @Test
    void what_both_have_alike_needs_no_binlog() {
        Thing same = new Thing("a", 1);

        assertThat(new AtThePin<Thing>(Thing::name, Thing::equals, thing -> {
                            throw new AssertionError("nobody has to ask");
                        })
                        .of(List.of(same), List.of(same))
                        .all())
                .containsExactly(same);
    }

    @Test
    void what_was_made_changed_or_dropped_since_is_as_the_replica_holds_it() {
        List<Thing> source = List.of(new Thing("changed", 2), new Thing("made", 1));
        List<Thing> replica = List.of(new Thing("changed", 1), new Thing("dropped", 1));

        AtThePin.Found<Thing> found = found(source, replica, "changed", "made", "dropped");

        assertThat(found.all()).containsExactlyInAnyOrder(new Thing("changed", 1), new Thing("dropped", 1));
        assertThat(found.replicasOwn()).isEmpty();
    }

    @Test
    void what_only_the_replica_has_or_lacks_is_as_the_source_holds_it() {
        List<Thing> source = List.of(new Thing("other there", 2), new Thing("missing there", 1));
        List<Thing> replica = List.of(new Thing("other there", 1), new Thing("its own", 1));

        AtThePin.Found<Thing> found = found(source, replica);

        assertThat(found.all()).containsExactlyInAnyOrder(new Thing("other there", 2), new Thing("missing there", 1));
        assertThat(found.replicasOwn()).containsExactly("its own");
    }
}
