package dev.evenkeel.parity.inventory;

import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Accounts that only one of two servers has, on purpose: user names, on any host, each with what it is there for. */
public record ExpectedAccounts(Map<String, String> onLeft, Map<String, String> onRight) {
    public static final ExpectedAccounts NONE = new ExpectedAccounts(Map.of(), Map.of());

    public ExpectedAccounts {
        onLeft = Map.copyOf(onLeft);
        onRight = Map.copyOf(onRight);
    }

    static ExpectedAccounts onRight(Set<String> users) {
        return new ExpectedAccounts(
                Map.of(), users.stream().collect(Collectors.toMap(Function.identity(), user -> "as expected")));
    }
}
