package dev.evenkeel.provision.latch;

import dev.evenkeel.environment.Fence;
import dev.evenkeel.environment.FenceKind;
import dev.evenkeel.environment.Fences;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.environment.yaml.YamlMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Closes the source by the latch first and by the locking of accounts before anybody may write elsewhere; and the target by the
 * locking of accounts. Needs no right on any global variable.
 */
public final class LatchKind implements FenceKind {
    @Override
    public String name() {
        return "latch";
    }

    @Override
    public Fences read(YamlMap map) {
        LatchOptions options = LatchOptions.read(map);
        List<String> named = map.textOrTexts("accounts");
        AtomicReference<Optional<Latch>> held = new AtomicReference<>(Optional.empty());
        return new Fences() {
            @Override
            public Fence of(Role role, Servers servers, Consumer<String> sent) {
                AccountsFence accounts = AccountsKind.fence(named, role, servers, sent);
                return role == Role.SOURCE
                        ? new LatchFence(servers.master(role), options, held, accounts, sent)
                        : accounts;
            }

            @Override
            public Optional<Fence> narrowed(
                    Role role, Servers servers, String database, String user, Consumer<String> sent) {
                AccountsFence accounts = AccountsKind.fence(List.of(user), role, servers, sent);
                return Optional.of(
                        role == Role.SOURCE
                                ? new LatchFence(
                                        servers.master(role),
                                        options,
                                        new AtomicReference<>(Optional.empty()),
                                        accounts,
                                        Optional.of(database),
                                        sent)
                                : accounts);
            }
        };
    }
}
