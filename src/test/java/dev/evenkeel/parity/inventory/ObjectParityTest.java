package dev.evenkeel.parity.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.catalog.object.CatalogObject;
import dev.evenkeel.catalog.object.CatalogObject.Kind;
import dev.evenkeel.catalog.object.ObjectSnapshot;
import dev.evenkeel.catalog.object.ObjectSnapshot.Unreadable;
import dev.evenkeel.event.Verdict;
import dev.evenkeel.mariadb.ServerVersion;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ObjectParityTest {
    private static final CatalogObject ORDERS = table("shop.orders", "column id", "int not null", "next value", "7");
    private static final CatalogObject ITEMS = table("shop.items", "column id", "int not null");

    @Test
    void lists_what_is_the_same() {
        PartResult result = compare(List.of(ORDERS, ITEMS), List.of(ITEMS, ORDERS), ObjectRules.STRICT);

        assertThat(result.verdict()).isEqualTo(Verdict.SAME);
        assertThat(result.items())
                .containsExactly(
                        new Item("table", "shop.items", Verdict.SAME, ""),
                        new Item("table", "shop.orders", Verdict.SAME, ""));
        assertThat(result.inventory().examined()).contains(2L);
    }

    @Test
    void names_the_trait_that_differs_and_leaves_the_neighbour_alone() {
        CatalogObject damaged = table("shop.orders", "column id", "bigint not null", "next value", "7");

        PartResult result = compare(List.of(ORDERS, ITEMS), List.of(damaged, ITEMS), ObjectRules.STRICT);

        assertThat(result.verdict()).isEqualTo(Verdict.DIFFERENT);
        assertThat(result.items())
                .containsExactly(
                        new Item("table", "shop.items", Verdict.SAME, ""),
                        new Item(
                                "table",
                                "shop.orders",
                                Verdict.DIFFERENT,
                                "column id is int not null on source, bigint not null on target"));
    }

    @Test
    void names_what_is_missing_and_what_is_too_much() {
        PartResult result = compare(List.of(ORDERS), List.of(ITEMS), ObjectRules.STRICT);

        assertThat(result.items())
                .containsExactly(
                        new Item("table", "shop.items", Verdict.DIFFERENT, "on target only"),
                        new Item("table", "shop.orders", Verdict.DIFFERENT, "missing on target"));
    }

    @Test
    void a_next_value_may_be_ahead_and_never_behind() {
        assertThat(single(ORDERS, table("shop.orders", "column id", "int not null", "next value", "9")))
                .isEqualTo(new Item("table", "shop.orders", Verdict.ALLOWED, "next value 7 on source, 9 on target"));
        assertThat(single(ORDERS, table("shop.orders", "column id", "int not null", "next value", "6"))
                        .verdict())
                .isEqualTo(Verdict.DIFFERENT);
        assertThat(single(ORDERS, table("shop.orders", "column id", "int not null"))
                        .verdict())
                .isEqualTo(Verdict.DIFFERENT);
    }

    @Test
    void a_sequence_that_counts_down_is_ahead_below() {
        String down = "create sequence s start with (- 1) increment by (- 1)";

        assertThat(single(sequence(down, "-5"), sequence(down, "-9")).verdict()).isEqualTo(Verdict.ALLOWED);
        assertThat(single(sequence(down, "-5"), sequence(down, "-4")).verdict()).isEqualTo(Verdict.DIFFERENT);
    }

    @Test
    void a_definer_may_be_rewritten_when_the_load_said_so() {
        CatalogObject mine = object(Kind.VIEW, "shop.v", "definer", "root@localhost");
        CatalogObject theirs = object(Kind.VIEW, "shop.v", "definer", "admin@%");
        ObjectRules said = new ObjectRules("admin@%", Set.of("root@localhost"), ObjectRules.Moment.AT_REST);
        ObjectRules other = new ObjectRules("admin@%", Set.of("app@%"), ObjectRules.Moment.AT_REST);

        assertThat(compare(List.of(mine), List.of(theirs), said).items())
                .containsExactly(new Item(
                        "view",
                        "shop.v",
                        Verdict.ALLOWED,
                        "definer root@localhost was rewritten to the loading user admin@%"));
        assertThat(compare(List.of(mine), List.of(theirs), other).verdict()).isEqualTo(Verdict.DIFFERENT);
        assertThat(compare(List.of(mine), List.of(theirs), ObjectRules.STRICT).verdict())
                .isEqualTo(Verdict.DIFFERENT);
    }

    @Test
    void sql_security_may_be_invoker_where_the_load_made_it_so_and_nowhere_else() {
        CatalogObject mine = object(Kind.VIEW, "shop.v", "sql security", "DEFINER");
        CatalogObject theirs = object(Kind.VIEW, "shop.v", "sql security", "INVOKER");
        ObjectRules said = rules("view shop.v");

        assertThat(compare(List.of(mine), List.of(theirs), said).items())
                .containsExactly(new Item(
                        "view", "shop.v", Verdict.ALLOWED, "sql security DEFINER was changed to INVOKER by the load"));
        assertThat(compare(List.of(theirs), List.of(mine), said).verdict()).isEqualTo(Verdict.DIFFERENT);
        for (String other : List.of("view shop.w", "procedure shop.v", "view v")) {
            assertThat(compare(List.of(mine), List.of(theirs), rules(other)).items())
                    .as(other)
                    .containsExactly(new Item(
                            "view",
                            "shop.v",
                            Verdict.DIFFERENT,
                            "sql security is DEFINER on source, INVOKER on target"));
        }
    }

    private static ObjectRules rules(String invoker) {
        return new ObjectRules("admin@%", Set.of(), Set.of(invoker), ObjectRules.Moment.FOLLOWING);
    }

    @Test
    void events_may_wait_before_the_switch_only() {
        CatalogObject mine = object(Kind.EVENT, "shop.e", "status", "ENABLED");
        CatalogObject theirs = object(Kind.EVENT, "shop.e", "status", "DISABLED");
        ObjectRules before = new ObjectRules("", Set.of(), ObjectRules.Moment.FOLLOWING);

        assertThat(compare(List.of(mine), List.of(theirs), before).verdict()).isEqualTo(Verdict.SAME);
        assertThat(compare(List.of(mine), List.of(theirs), ObjectRules.STRICT).verdict())
                .isEqualTo(Verdict.DIFFERENT);
        assertThat(compare(List.of(theirs), List.of(mine), before).verdict()).isEqualTo(Verdict.DIFFERENT);
    }

    @Test
    void what_a_serving_target_defines_is_its_own_affair() {
        CatalogObject altered = table("shop.orders", "column id", "bigint not null", "next value", "9");
        CatalogObject added = object(Kind.PROCEDURE, "shop.p", "body", "SELECT 1");
        CatalogObject stopped = object(Kind.EVENT, "shop.e", "status", "DISABLED");
        CatalogObject active = object(Kind.EVENT, "shop.e", "status", "ENABLED");
        ObjectRules serving = new ObjectRules("", Set.of(), ObjectRules.Moment.SERVING);

        PartResult result = compare(List.of(ORDERS, ITEMS, active), List.of(altered, added, stopped), serving);

        assertThat(result.verdict()).isEqualTo(Verdict.SAME);
        assertThat(result.items())
                .extracting(Item::verdict)
                .containsOnly(Verdict.ALLOWED)
                .hasSize(4);
    }

    @Test
    void what_still_waits_on_a_serving_target_is_a_difference() {
        CatalogObject active = object(Kind.EVENT, "shop.e", "status", "ENABLED");
        CatalogObject waiting = object(Kind.EVENT, "shop.e", "status", "SLAVESIDE_DISABLED");
        // It may have been emptied since.
        CatalogObject low = table("shop.orders", "column id", "int not null", "next value", "6");
        ObjectRules serving = new ObjectRules("", Set.of(), ObjectRules.Moment.SERVING);

        assertThat(compare(List.of(active), List.of(waiting), serving).verdict())
                .isEqualTo(Verdict.DIFFERENT);
        assertThat(compare(List.of(ORDERS), List.of(low), serving).verdict()).isEqualTo(Verdict.SAME);
    }

    @Test
    void what_cannot_be_read_is_inconclusive_and_not_missing() {
        Unreadable one = new Unreadable(Kind.TABLE, "shop.orders", "no such table");
        Unreadable kind = new Unreadable(Kind.EVENT, "", "access denied");
        CatalogObject event = object(Kind.EVENT, "shop.e", "status", "ENABLED");

        PartResult result = ObjectParity.compare(
                snapshot("source", List.of(ORDERS, ITEMS, event), List.of()),
                snapshot("target", List.of(ITEMS), List.of(one, kind)),
                ObjectRules.STRICT);

        assertThat(result.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(result.items())
                .containsExactly(
                        new Item("table", "shop.items", Verdict.SAME, ""),
                        new Item(
                                "table",
                                "shop.orders",
                                Verdict.INCONCLUSIVE,
                                "cannot be read on target: no such table"),
                        new Item("event", "all", Verdict.INCONCLUSIVE, "cannot be read on target: access denied"),
                        new Item("event", "shop.e", Verdict.INCONCLUSIVE, "cannot be read on target: access denied"));
    }

    @Test
    void nothing_to_compare_is_inconclusive() {
        assertThat(compare(List.of(), List.of(), ObjectRules.STRICT).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void a_check_for_json_may_come_with_the_newer_server() {
        String text = "longtext charset utf8mb4 collate utf8mb4_bin";
        CatalogObject mine = table("shop.j", "column j", text);
        CatalogObject theirs = table("shop.j", "column j", text + " check (json_valid[j])");

        assertThat(single(mine, theirs))
                .isEqualTo(new Item(
                        "table",
                        "shop.j",
                        Verdict.ALLOWED,
                        "column j: target checks that it holds JSON, which 10.1.8 cannot"));
        assertThat(single(theirs, mine).verdict()).isEqualTo(Verdict.DIFFERENT);
    }

    @Test
    void a_body_is_not_shown() {
        CatalogObject mine = object(Kind.TRIGGER, "shop.t", "body", "SET @x = 'secret'");
        CatalogObject theirs = object(Kind.TRIGGER, "shop.t", "body", "SET @x = 'Secret'");

        assertThat(single(mine, theirs)).isEqualTo(new Item("trigger", "shop.t", Verdict.DIFFERENT, "body differs"));
    }

    private static Item single(CatalogObject mine, CatalogObject theirs) {
        return compare(List.of(mine), List.of(theirs), ObjectRules.STRICT)
                .items()
                .get(0);
    }

    private static PartResult compare(List<CatalogObject> mine, List<CatalogObject> theirs, ObjectRules rules) {
        return ObjectParity.compare(snapshot("source", mine, List.of()), snapshot("target", theirs, List.of()), rules);
    }

    private static ObjectSnapshot snapshot(String server, List<CatalogObject> objects, List<Unreadable> unreadable) {
        return new ObjectSnapshot(
                server,
                new ServerVersion(10, 1, 8),
                server.equals("target"),
                server.equals("source"),
                objects,
                unreadable);
    }

    private static CatalogObject table(String name, String... traits) {
        return traits.length == 2
                ? new CatalogObject(Kind.TABLE, name, Map.of(traits[0], traits[1]))
                : new CatalogObject(Kind.TABLE, name, Map.of(traits[0], traits[1], traits[2], traits[3]));
    }

    private static CatalogObject sequence(String definition, String next) {
        return new CatalogObject(Kind.SEQUENCE, "shop.s", Map.of("definition", definition, "next value", next));
    }

    private static CatalogObject object(Kind kind, String name, String trait, String value) {
        return new CatalogObject(kind, name, Map.of(trait, value));
    }
}
