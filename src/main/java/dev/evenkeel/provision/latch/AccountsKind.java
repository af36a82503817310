package dev.evenkeel.provision.latch;

import dev.evenkeel.environment.Fence;
import dev.evenkeel.environment.FenceKind;
import dev.evenkeel.environment.Fences;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.environment.yaml.YamlMap;
import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.Server;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Closes a server by keeping the application's accounts out; writers see errors, and it stays when this process ends. */
public final class AccountsKind implements FenceKind {
    @Override
    public String name() {
        return "accounts";
    }

    @Override
    public Fences read(YamlMap options) {
        List<String> named = options.textOrTexts("accounts");
        return new Fences() {
            @Override
            public Fence of(Role role, Servers servers, Consumer<String> sent) {
                return fence(named, role, servers, sent);
            }

            @Override
            public Optional<Fence> narrowed(
                    Role role, Servers servers, String database, String user, Consumer<String> sent) {
                return Optional.of(fence(List.of(user), role, servers, sent));
            }
        };
    }

    /** @param named users; where there are none, the application's of the profile */
    static AccountsFence fence(Collection<String> named, Role role, Servers servers, Consumer<String> sent) {
        Collection<String> users = named.isEmpty()
                ? servers.application().map(Login::user).stream().toList()
                : new TreeSet<>(named);
        Server master = servers.master(role);
        Set<String> own = new TreeSet<>(List.of(
                servers.master(Role.SOURCE).login().user(),
                servers.master(Role.TARGET).login().user(),
                servers.replication().user()));
        return new AccountsFence(master, new Evictions(master, servers.parameters(role), sent), users, own, sent);
    }
}
