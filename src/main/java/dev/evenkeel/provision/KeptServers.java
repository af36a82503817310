package dev.evenkeel.provision;

import dev.evenkeel.environment.ControlPlane;
import dev.evenkeel.environment.Machine;
import dev.evenkeel.environment.Programs;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.mariadb.Endpoint;
import dev.evenkeel.mariadb.KeptSessions;
import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.tls.Tls;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The servers of a run, whose sessions are kept for a while where they are only read over. */
public final class KeptServers implements Servers {
    private final Servers servers;
    private final KeptSessions sessions = new KeptSessions();

    public KeptServers(Servers servers) {
        this.servers = servers;
    }

    @Override
    public Server master(Role role) {
        return servers.master(role).keeping(sessions);
    }

    @Override
    public Optional<Server> parameters(Role role) {
        return servers.parameters(role).map(server -> server.keeping(sessions));
    }

    @Override
    public boolean there(Role role) {
        return servers.there(role);
    }

    @Override
    public Endpoint reachedByOthers(Role role) {
        return servers.reachedByOthers(role);
    }

    @Override
    public Optional<Programs> programs(Role role) {
        return servers.programs(role);
    }

    @Override
    public Login replication() {
        return servers.replication();
    }

    @Override
    public Optional<Login> application() {
        return servers.application();
    }

    @Override
    public Server forApplication(Endpoint at, Login login) {
        return servers.forApplication(at, login);
    }

    @Override
    public Tls elsewhere(Endpoint at) {
        return servers.elsewhere(at);
    }

    @Override
    public void restore(Role role, Consumer<Server> work) {
        servers.restore(role, work);
    }

    @Override
    public boolean expendable() {
        return servers.expendable();
    }

    @Override
    public Optional<Machine> machine(Role role) {
        return servers.machine(role);
    }

    @Override
    public Optional<ControlPlane> controlPlane() {
        return servers.controlPlane();
    }

    @Override
    public boolean canEncrypt(Role role) {
        return servers.canEncrypt(role);
    }

    @Override
    public Map<String, String> substitutions() {
        return servers.substitutions();
    }

    @Override
    public void close() {
        sessions.close();
        servers.close();
    }
}
