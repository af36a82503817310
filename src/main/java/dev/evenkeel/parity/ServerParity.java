package dev.evenkeel.parity;

import dev.evenkeel.catalog.Accounts;
import dev.evenkeel.catalog.Catalog;
import dev.evenkeel.catalog.ObjectSnapshot;
import dev.evenkeel.catalog.Settings;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Reads from two servers what they hold beside rows, and compares it. */
public record ServerParity(Server left, Server right) {
    /** Databases that either side has: what only one has is a difference too. */
    public List<String> databases() {
        return Stream.of(left, right)
                .flatMap(server -> on(server, Catalog::databases).stream())
                .distinct()
                .sorted()
                .toList();
    }

    public PartResult objects(List<String> databases, ObjectRules rules) {
        Function<Session, ObjectSnapshot> read = session -> ObjectSnapshot.read(session, databases);
        return answered("objects", () -> ObjectParity.compare(on(left, read), on(right, read), rules));
    }

    /** @param leftOut user names that are not compared */
    public PartResult accounts(Set<String> leftOut) {
        Function<Session, Accounts> read = session -> Accounts.read(session, leftOut);
        return answered("accounts", () -> AccountParity.compare(on(left, read), on(right, read), Set.of()));
    }

    /** @param accepted variables whose difference the profile accepts */
    public PartResult settings(Set<String> accepted) {
        return answered(
                "settings", () -> SettingParity.compare(on(left, Settings::read), on(right, Settings::read), accepted));
    }

    /** What may not be read is neither the same nor different. */
    private static PartResult answered(String what, Supplier<PartResult> comparison) {
        try {
            return comparison.get();
        } catch (DatabaseException e) {
            String needed = what.equals("accounts") ? "; the account needs SELECT on mysql.*" : "";
            return PartResult.of(
                    List.of(new Item(what, "all", Item.INCONCLUSIVE, "cannot be read: " + e.getMessage() + needed)));
        }
    }

    private static <T> T on(Server server, Function<Session, T> read) {
        return server.read(read);
    }
}
