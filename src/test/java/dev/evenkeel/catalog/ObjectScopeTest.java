package dev.evenkeel.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.mariadb.TableName;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ObjectScopeTest {
    private static final ObjectScope SOME = new ObjectScope(Set.of("shop.Orders", "mail.old.t"), Set.of("Crm"), false);

    @Test
    void covers_in_any_letter_case_and_nothing_beside() {
        assertThat(SOME.covers(new TableName("SHOP", "orders"))).isTrue();
        assertThat(SOME.covers(new TableName("crm", "anything"))).isTrue();
        assertThat(SOME.covers(new TableName("shop", "items"))).isFalse();
        assertThat(SOME.covers(new TableName("crm2", "t"))).isFalse();
    }

    @Test
    void a_name_with_a_dot_means_both_ways_to_read_it() {
        assertThat(SOME.covers(new TableName("mail.old", "t"))).isTrue();
        assertThat(SOME.covers(new TableName("mail", "old.t"))).isTrue();
    }

    @Test
    void only_databases_that_hold_something_of_it_are_read() {
        assertThat(SOME.in(List.of("shop", "crm", "other", "mail.old"))).containsExactly("shop", "crm", "mail.old");
        assertThat(ObjectScope.EVERYTHING.in(List.of("a", "b"))).containsExactly("a", "b");
        assertThat(ObjectScope.NOTHING.in(List.of("a", "b"))).isEmpty();
    }

    @Test
    void together_they_cover_what_either_does() {
        ObjectScope both = SOME.and(new ObjectScope(Set.of("a.b"), Set.of(), false));

        assertThat(both.covers("a.b")).isTrue();
        assertThat(both.covers("crm.x")).isTrue();
        assertThat(both.and(ObjectScope.EVERYTHING).covers("z.z")).isTrue();
        assertThat(ObjectScope.NOTHING.and(ObjectScope.NOTHING).nothing()).isTrue();
    }
}
