package dev.evenkeel.parity.inventory;

import dev.evenkeel.catalog.object.CatalogObject;
import dev.evenkeel.catalog.object.CatalogObject.Kind;
import dev.evenkeel.catalog.object.ObjectSnapshot;
import dev.evenkeel.catalog.object.ObjectSnapshot.Unreadable;
import dev.evenkeel.event.Verdict;
import dev.evenkeel.parity.inventory.ObjectRules.Moment;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Compares what two servers hold apart from rows. */
public final class ObjectParity {
    private static final String SLAVESIDE_DISABLED = "SLAVESIDE_DISABLED";

    private final ObjectSnapshot left;
    private final ObjectSnapshot right;
    private final ObjectRules rules;
    private final List<Item> items = new ArrayList<>();

    private ObjectParity(ObjectSnapshot left, ObjectSnapshot right, ObjectRules rules) {
        this.left = left;
        this.right = right;
        this.rules = rules;
    }

    public static PartResult compare(ObjectSnapshot left, ObjectSnapshot right, ObjectRules rules) {
        return new ObjectParity(left, right, rules).result();
    }

    private PartResult result() {
        Map<Identity, String> doubts = new TreeMap<>(Identity.ORDER);
        collectDoubts(left, doubts);
        collectDoubts(right, doubts);
        Map<Identity, CatalogObject> here = byIdentity(left);
        Map<Identity, CatalogObject> there = byIdentity(right);
        Set<Identity> all = new TreeSet<>(Identity.ORDER);
        all.addAll(here.keySet());
        all.addAll(there.keySet());
        all.addAll(doubts.keySet());
        for (Identity identity : all) {
            String doubt = doubts.getOrDefault(identity, doubts.get(new Identity(identity.kind(), "")));
            if (doubt != null) {
                // Of a serving target one thing may be altered or dropped just now; all events unseen is another
                // matter.
                add(
                        identity,
                        serving() && doubts.containsKey(identity) ? Verdict.ALLOWED : Verdict.INCONCLUSIVE,
                        doubt);
            } else if (!there.containsKey(identity)) {
                add(identity, unlessServing(Verdict.DIFFERENT), "missing on " + right.server() + sinceItServes());
            } else if (!here.containsKey(identity)) {
                add(identity, unlessServing(Verdict.DIFFERENT), "on " + right.server() + " only" + sinceItServes());
            } else {
                traits(
                        identity,
                        here.get(identity).traits(),
                        there.get(identity).traits());
            }
        }
        if (left.objects().isEmpty() && right.objects().isEmpty()) {
            items.add(new Item("object", "all", Verdict.INCONCLUSIVE, "neither server holds an object to compare"));
        }
        return PartResult.of(items);
    }

    private boolean following() {
        return rules.moment() == Moment.FOLLOWING;
    }

    private boolean serving() {
        return rules.moment() == Moment.SERVING;
    }

    private Verdict unlessServing(Verdict verdict) {
        return serving() ? Verdict.ALLOWED : verdict;
    }

    private String sinceItServes() {
        return serving() ? ", since it serves" : "";
    }

    private void traits(Identity identity, Map<String, String> here, Map<String, String> there) {
        Set<String> names = new TreeSet<>(here.keySet());
        names.addAll(there.keySet());
        List<String> differing = new ArrayList<>();
        List<String> allowed = new ArrayList<>();
        for (String name : names) {
            String mine = here.getOrDefault(name, "");
            String theirs = there.getOrDefault(name, "");
            boolean both = here.containsKey(name) && there.containsKey(name);
            if (!both || !mine.equals(theirs)) {
                String reason = permission(identity, name, mine, theirs, descending(here));
                if (reason.isEmpty() && serving() && !inForce(identity, name, theirs)) {
                    differing.add(difference(name, here.get(name), there.get(name)));
                } else if (reason.isEmpty() && serving()) {
                    allowed.add(name + " was changed on " + right.server() + " since it serves");
                } else if (reason.isEmpty()) {
                    differing.add(difference(name, here.get(name), there.get(name)));
                } else {
                    allowed.add(reason);
                }
            }
        }
        if (!differing.isEmpty()) {
            add(identity, Verdict.DIFFERENT, String.join("; ", differing));
        } else if (!allowed.isEmpty()) {
            add(identity, Verdict.ALLOWED, String.join("; ", allowed));
        } else {
            add(identity, Verdict.SAME, "");
        }
    }

    /** Whether a trait of a serving target that differs is its own affair: all but an event that still waits. */
    private static boolean inForce(Identity identity, String trait, String theirs) {
        return !(identity.kind() == Kind.EVENT
                && trait.equals(CatalogObject.STATUS)
                && theirs.equals(SLAVESIDE_DISABLED));
    }

    /** Why the two may differ in this trait, or nothing. */
    private String permission(Identity identity, String trait, String mine, String theirs, boolean descending) {
        if (trait.equals(CatalogObject.DEFINER)
                && theirs.equals(rules.loadingUser())
                && rules.rewrittenDefiners().contains(mine)) {
            return "definer " + mine + " was rewritten to the loading user " + theirs;
        }
        if (trait.equals(CatalogObject.SECURITY)
                && mine.equals("DEFINER")
                && theirs.equals("INVOKER")
                && rules.invokers().contains(identity.kind().word() + " " + identity.name())) {
            return "sql security DEFINER was changed to INVOKER by the load";
        }
        if (trait.equals(CatalogObject.NEXT_VALUE) && following() && identity.kind() == Kind.TABLE) {
            return "next value " + orNone(mine) + " on " + left.server() + ", " + orNone(theirs) + " on "
                    + right.server() + ": the switch raises it where it is behind";
        }
        if (trait.equals(CatalogObject.NEXT_VALUE) && counted(mine, theirs, descending)) {
            return "next value " + orNone(mine) + " on " + left.server() + ", " + theirs + " on " + right.server();
        }
        if (identity.kind() == Kind.EVENT
                && trait.equals(CatalogObject.STATUS)
                && following()
                && !theirs.equals("ENABLED")) {
            return mine + " on " + left.server() + ", " + theirs + " on " + right.server() + ": events wait there";
        }
        if (identity.kind() == Kind.EVENT
                && trait.equals(CatalogObject.STATUS)
                && rules.moment() == ObjectRules.Moment.REPLICA
                && theirs.equals(SLAVESIDE_DISABLED)) {
            return mine + " on " + left.server() + ", " + theirs + " on " + right.server()
                    + ": a replica leaves events to its source";
        }
        if (!left.checksJson() && right.checksJson() && trait.startsWith("column ") && jsonCheckAdded(mine, theirs)) {
            return trait + ": " + right.server() + " checks that it holds JSON, which " + left.version() + " cannot";
        }
        if (left.unwrittenConversions()
                && left.version().compareTo(right.version()) < 0
                && (trait.startsWith("column ") || trait.startsWith("check "))
                && SpelledCharsets.only(mine, theirs)) {
            return trait + ": " + right.server() + " writes down how it converts between character sets, "
                    + left.version() + " converts without writing it down";
        }
        return "";
    }

    /** Counting on from further ahead leaves a gap and takes no value twice; from further back it would. */
    private static boolean counted(String mine, String theirs, boolean descending) {
        if (!theirs.matches("-?\\d{1,20}") || !mine.matches("(-?\\d{1,20})?")) {
            return false;
        }
        int further = new BigInteger(theirs).compareTo(new BigInteger(mine.isEmpty() ? "0" : mine));
        return descending ? further <= 0 : further >= 0;
    }

    /** A sequence may count down. */
    private static boolean descending(Map<String, String> traits) {
        return traits.getOrDefault(CatalogObject.DEFINITION, "").contains(" increment by (- ");
    }

    private static boolean jsonCheckAdded(String mine, String theirs) {
        return theirs.startsWith(mine)
                && mine.startsWith("longtext charset utf8mb4")
                && theirs.substring(mine.length()).matches(" check \\(json_valid\\[[^\\[\\]]+]\\)");
    }

    private String difference(String trait, String mine, String theirs) {
        if (trait.equals(CatalogObject.BODY) || trait.equals("select") || trait.equals(CatalogObject.PASSWORD)) {
            return trait + " differs";
        }
        if (theirs == null) {
            return trait + " is missing on " + right.server();
        }
        if (mine == null) {
            return trait + " is on " + right.server() + " only";
        }
        return trait + " is " + orNone(mine) + " on " + left.server() + ", " + orNone(theirs) + " on " + right.server();
    }

    private static String orNone(String value) {
        return value.isEmpty() ? "none" : value;
    }

    private static void collectDoubts(ObjectSnapshot snapshot, Map<Identity, String> doubts) {
        for (Unreadable unreadable : snapshot.unreadable()) {
            doubts.merge(
                    new Identity(unreadable.kind(), unreadable.name()),
                    "cannot be read on " + snapshot.server() + ": " + unreadable.reason(),
                    (first, second) -> first + "; " + second);
        }
    }

    private static Map<Identity, CatalogObject> byIdentity(ObjectSnapshot snapshot) {
        Map<Identity, CatalogObject> objects = new HashMap<>();
        snapshot.objects().forEach(object -> objects.put(new Identity(object.kind(), object.name()), object));
        return objects;
    }

    private void add(Identity identity, Verdict verdict, String detail) {
        String name = identity.name().isEmpty() ? "all" : identity.name();
        items.add(new Item(identity.kind().word(), name, verdict, detail));
    }

    private record Identity(Kind kind, String name) {
        static final Comparator<Identity> ORDER =
                Comparator.comparing(Identity::kind).thenComparing(Identity::name);
    }
}
