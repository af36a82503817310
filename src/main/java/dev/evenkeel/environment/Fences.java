package dev.evenkeel.environment;

import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The fence that a profile chose, for any of its servers. */
@FunctionalInterface
public interface Fences {
    /** @param sent receives each statement before it is sent, as it may be in a report */
    Fence of(Role role, Servers servers, Consumer<String> sent);

    /** What it asks a control plane for, as a policy names it; empty for one that asks none. */
    default Set<String> apiActions() {
        return Set.of();
    }

    /**
     * The same over the tables of one database and the accounts of one user, so that it can be tried on a server that others use.
     * Empty where it closes a whole server.
     */
    default Optional<Fence> narrowed(Role role, Servers servers, String database, String user, Consumer<String> sent) {
        return Optional.empty();
    }
}
