package dev.evenkeel.provision.example;

import dev.evenkeel.environment.Opening;
import dev.evenkeel.environment.Profile;
import dev.evenkeel.environment.ProfileServers;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.ServerKind;
import dev.evenkeel.environment.ServerProvider;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.environment.yaml.YamlMap;
import dev.evenkeel.mariadb.Endpoint;
import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.Server;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A kind of servers as somebody might add one: servers that another set has started, each chosen by its role there. */
final class BorrowedKind implements ServerKind {
    private final Supplier<Servers> owner;

    BorrowedKind(Supplier<Servers> owner) {
        this.owner = owner;
    }

    @Override
    public String name() {
        return "borrowed";
    }

    @Override
    public boolean ours() {
        return true;
    }

    @Override
    public Set<String> serverKeys() {
        return Set.of("from");
    }

    @Override
    public ServerProvider read(ProfileServers given) {
        return new Provider(owner, given.each(BorrowedKind::role));
    }

    private static Role role(YamlMap server, Role role) {
        return server.value("from", text -> Role.valueOf(text.toUpperCase(Locale.ROOT)), "source, replica or target")
                .orElse(role);
    }

    private record Provider(Supplier<Servers> owner, Map<Role, Role> from) implements ServerProvider {
        @Override
        public List<String> problems(Profile profile) {
            return from.values().stream().distinct().count() == from.size()
                    ? List.of()
                    : List.of("one server cannot be borrowed twice; give three roles in from:");
        }

        @Override
        public Servers open(Profile profile, Opening opening) {
            opening.say().accept("borrowing three servers");
            return new Borrowed(owner.get(), from);
        }
    }

    private record Borrowed(Servers owner, Map<Role, Role> from) implements Servers {
        @Override
        public Server master(Role role) {
            return owner.master(from.get(role));
        }

        @Override
        public Optional<Server> parameters(Role role) {
            return owner.parameters(from.get(role));
        }

        @Override
        public Endpoint reachedByOthers(Role role) {
            return owner.reachedByOthers(from.get(role));
        }

        @Override
        public Login replication() {
            return owner.replication();
        }

        @Override
        public Optional<Login> application() {
            return owner.application();
        }

        @Override
        public void restore(Role role, Consumer<Server> work) {
            owner.restore(from.get(role), work);
        }

        @Override
        public boolean expendable() {
            return false;
        }

        @Override
        public void close() {
            // What was borrowed goes on for its owner.
        }
    }
}
