package dev.evenkeel.aws;

import dev.evenkeel.aws.RdsProvider.Reached;
import dev.evenkeel.environment.ControlPlane;
import dev.evenkeel.environment.ControlPlane.Refused;
import dev.evenkeel.environment.Profile;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.mariadb.Endpoint;
import dev.evenkeel.mariadb.Server;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Instances of RDS. Nothing is started by opening them, so closing ends nothing but the clients. */
final class RdsServers implements Servers.Found {
    private final Profile profile;
    private final Plane plane;
    private final Map<Role, Reached> reached;
    private final Function<Role, Optional<Reached>> later;
    private int moves;

    /**
     * @param reached those that are there
     * @param later looks for one that was not, and that a step may have created since
     */
    RdsServers(Profile profile, Plane plane, Map<Role, Reached> reached, Function<Role, Optional<Reached>> later) {
        this.profile = profile;
        this.plane = plane;
        this.reached = new ConcurrentHashMap<>(reached);
        this.later = later;
    }

    @Override
    public Profile profile() {
        return profile;
    }

    private synchronized Optional<Reached> find(Role role) {
        if (moves != plane.moves()) {
            moves = plane.moves();
            reached.clear();
        }
        if (role == Role.REPLICA && plane.blueGreen().isPresent()) {
            // A deployment has none, and to ask each time would cost a call.
            return Optional.empty();
        }
        return Optional.ofNullable(reached.get(role)).or(() -> {
            Optional<Reached> found = later.apply(role);
            found.ifPresent(server -> reached.put(role, server));
            return found;
        });
    }

    private Reached needed(Role role) {
        return find(role)
                .orElseThrow(() -> new Refused(
                        role
                                + ": its instance is not there yet; a step before this one must create it and wait until it"
                                + " is available",
                        null));
    }

    @Override
    public boolean there(Role role) {
        return find(role).isPresent();
    }

    @Override
    public Server master(Role role) {
        return needed(role).server();
    }

    /** RDS gives no account that may set global variables: parameters are set by the control plane. */
    @Override
    public Optional<Server> parameters(Role role) {
        return Optional.empty();
    }

    @Override
    public Endpoint reachedByOthers(Role role) {
        return needed(role).endpoint();
    }

    @Override
    public Optional<ControlPlane> controlPlane() {
        return Optional.of(plane);
    }

    @Override
    public void close() {
        plane.close();
    }
}
