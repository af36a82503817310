package dev.evenkeel.parity.inventory;

import dev.evenkeel.catalog.Catalog;
import dev.evenkeel.catalog.ObjectScope;
import dev.evenkeel.catalog.account.Account;
import dev.evenkeel.catalog.account.Accounts;
import dev.evenkeel.catalog.object.ObjectSnapshot;
import dev.evenkeel.catalog.server.Settings;
import dev.evenkeel.event.Verdict;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.journal.Progress;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Reads from two servers what they hold beside rows, both at once, and compares it.
 *
 * @param observer receives how far the reading of objects is, the one thing that may take long
 * @param onRight what an account of the right server is taken for, where somebody knows why it is other than it should be
 */
public record ServerParity(Server left, Server right, Observer observer, UnaryOperator<Account> onRight) {
    public ServerParity(Server left, Server right, Observer observer) {
        this(left, right, observer, UnaryOperator.identity());
    }

    public ServerParity(Server left, Server right) {
        this(left, right, Observer.NONE);
    }

    /**
     * How to compare while the right server follows the left one and both are in use.
     *
     * @param caughtUp waits until the follower has applied what the left one's binlog holds by now
     * @param limit for what changes all the time
     */
    public record Following(Runnable caughtUp, Duration limit) {}

    /** Databases that either side has: what only one has is a difference too. */
    public List<String> databases() {
        return Stream.of(left, right)
                .flatMap(server -> on(server, Catalog::databases).stream())
                .distinct()
                .sorted()
                .toList();
    }

    public PartResult objects(List<String> databases, ObjectRules rules) {
        return objects(databases, rules, ObjectScope.EVERYTHING);
    }

    /** Some of them, and what is always compared, see {@link ObjectSnapshot#read}. */
    public PartResult objects(List<String> databases, ObjectRules rules, ObjectScope scope) {
        return answered("objects", () -> {
            try (Progress progress = progress(scope, databases)) {
                return both(
                        session -> ObjectSnapshot.read(session, databases, scope, progress),
                        (here, there) -> ObjectParity.compare(here, there, rules));
            }
        });
    }

    /** @param databases is asked for those of both servers, each time */
    public PartResult objects(Supplier<List<String>> databases, ObjectRules rules, Following following) {
        return answered("objects", () -> {
            try (Progress progress = progress(ObjectScope.EVERYTHING, databases.get())) {
                Function<ObjectScope, Function<Session, ObjectSnapshot>> read =
                        scope -> session -> ObjectSnapshot.read(session, databases.get(), scope, progress);
                return new MovingComparison<ObjectSnapshot>(
                                scope -> on(left, read.apply(scope)),
                                scope -> on(right, read.apply(scope)),
                                following.caughtUp(),
                                (here, there) -> ObjectParity.compare(here, there, rules),
                                (before, after) -> ObjectParity.compare(before, after, ObjectRules.ONE_SERVER_TWICE))
                        .within(following.limit());
            }
        });
    }

    /** Of both sides together; how many are in a part of them is not worth asking. */
    private Progress progress(ObjectScope scope, List<String> databases) {
        long total = scope.everything()
                ? Stream.of(left, right)
                        .mapToLong(server -> on(server, session -> ObjectSnapshot.estimate(session, databases)))
                        .sum()
                : 0;
        return observer.progress("comparison of objects", "objects", total);
    }

    /**
     * The accounts.
     *
     * @param leftOut user names that are not compared
     * @param expected accounts that only one of the two has on purpose
     * @param accepted what the profile accepts, reasons by account and by what differs
     */
    public PartResult accounts(
            Set<String> leftOut, ExpectedAccounts expected, Map<String, Map<String, String>> accepted) {
        return answered(
                "accounts",
                () -> both(
                        session -> Accounts.read(session, leftOut),
                        session -> Accounts.read(session, leftOut).as(onRight),
                        (here, there) -> AccountParity.compare(here, there, expected, accepted)));
    }

    public PartResult accounts(Set<String> leftOut, Map<String, Map<String, String>> accepted, Following following) {
        Function<Session, Accounts> read = session -> Accounts.read(session, leftOut);
        return answered("accounts", () -> new MovingComparison<Accounts>(
                        scope -> on(left, read),
                        scope -> on(right, read).as(onRight),
                        following.caughtUp(),
                        (here, there) -> AccountParity.compare(here, there, Set.of(), accepted),
                        (before, after) -> AccountParity.compare(before, after, Set.of(), Map.of()))
                .within(following.limit()));
    }

    /** @param accepted variables whose difference the profile accepts, with its reasons */
    public PartResult settings(Map<String, String> accepted) {
        return answered(
                "settings", () -> both(Settings::read, (here, there) -> SettingParity.compare(here, there, accepted)));
    }

    /** What may not be read is neither the same nor different. */
    private static PartResult answered(String what, Supplier<PartResult> comparison) {
        try {
            return comparison.get();
        } catch (DatabaseException e) {
            String needed = what.equals("accounts") ? "; the account needs SELECT on mysql.*" : "";
            return PartResult.of(
                    List.of(new Item(what, "all", Verdict.INCONCLUSIVE, "cannot be read: " + e.getMessage() + needed)));
        }
    }

    private <T> PartResult both(Function<Session, T> read, BiFunction<T, T, PartResult> compare) {
        return both(read, read, compare);
    }

    private <T> PartResult both(
            Function<Session, T> ofLeft, Function<Session, T> ofRight, BiFunction<T, T, PartResult> compare) {
        CompletableFuture<T> theirs = CompletableFuture.supplyAsync(() -> on(right, ofRight));
        try {
            T mine = on(left, ofLeft);
            return compare.apply(mine, theirs.join());
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private static <T> T on(Server server, Function<Session, T> read) {
        return server.read(read);
    }
}
