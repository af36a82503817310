package dev.evenkeel.provision.latch;

import dev.evenkeel.environment.Fence;
import dev.evenkeel.environment.Misconfigured;
import dev.evenkeel.mariadb.Capability;
import dev.evenkeel.mariadb.PasswordHash;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Keeps the accounts of some users out, and ends their sessions: durable, within milliseconds. Its statements are in the binlog, so
 * what is done on a source is done on its target too. A state names the accounts that are shut.
 *
 * @param own users of the run itself, which must never be among them
 * @param evictions ends sessions
 */
record AccountsFence(
        Server master, Evictions evictions, Collection<String> users, Set<String> own, Consumer<String> sent)
        implements Fence {
    private static final String BETWEEN = ", ";

    private List<FencedAccount> accounts(Session session) {
        return FencedAccount.of(session, users);
    }

    @Override
    public String state() {
        return state(FencedAccount::shut);
    }

    @Override
    public String whenClosed() {
        return state(account -> true);
    }

    private String state(Predicate<FencedAccount> which) {
        try (Session session = master.open()) {
            String names = accounts(session).stream()
                    .filter(which)
                    .map(FencedAccount::name)
                    .collect(Collectors.joining(BETWEEN));
            return names.isEmpty() ? OPEN : names;
        }
    }

    @Override
    public boolean closed() {
        try (Session session = master.open()) {
            List<FencedAccount> accounts = accounts(session);
            return !accounts.isEmpty() && accounts.stream().allMatch(FencedAccount::shut);
        }
    }

    @Override
    public void close(Duration patience) {
        String before = state();
        try (Session session = master.open()) {
            List<FencedAccount> accounts = accounts(session);
            if (accounts.isEmpty()) {
                throw new Misconfigured(master.name() + " has no account of " + String.join(", ", users)
                        + ", so there is nobody to keep out; name the application's accounts in fence.accounts");
            }
            accounts.stream().filter(account -> !account.shut()).forEach(account -> account.shut(session, sent));
        }
        List<String> left = evictions.ofUsers(users, patience);
        if (!left.isEmpty()) {
            restore(before);
            throw new NotClosed(master.name() + ": sessions of " + String.join(", ", users) + " did not end within "
                    + patience.toSeconds() + " s: " + String.join(", ", left));
        }
    }

    @Override
    public void restore(String state) {
        Set<String> shut = Set.of(state.split(BETWEEN));
        try (Session session = master.open()) {
            for (FencedAccount account : accounts(session)) {
                if (account.shut() && !shut.contains(account.name())) {
                    account.open(session, sent);
                } else if (!account.shut() && shut.contains(account.name())) {
                    account.shut(session, sent);
                }
            }
        }
    }

    @Override
    public Set<String> statements() {
        try (Session session = master.open()) {
            return accounts(session).stream()
                    .flatMap(account -> account.logged().stream())
                    .collect(Collectors.toCollection(LinkedHashSet::new));
        }
    }

    @Override
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        users.stream()
                .filter(own::contains)
                .forEach(user -> problems.add("fence.accounts names " + user
                        + ", which this run itself uses; give the run an account of its own"));
        try (Session session = master.open()) {
            List<FencedAccount> accounts = accounts(session);
            users.stream()
                    .filter(user -> accounts.stream()
                            .noneMatch(account -> account.user().equals(user)))
                    .forEach(user -> problems.add("there is no account of the user " + user
                            + " that the fence shall keep out; correct fence.accounts"));
            if (users.isEmpty()) {
                problems.add("no account is named that the fence shall keep out; give fence.accounts");
            }
            accounts.stream()
                    .map(FencedAccount::problem)
                    .flatMap(Optional::stream)
                    .forEach(problems::add);
            if (!session.can(Capability.ACCOUNT_LOCK)) {
                PasswordHash.obstacle(session).ifPresent(problems::add);
            }
        }
        evictions.problem().ifPresent(problems::add);
        return problems;
    }

    @Override
    public Optional<List<String>> passes() {
        try (Session session = master.open()) {
            return Optional.of(new PastAccounts(users, own).in(session));
        }
    }
}
