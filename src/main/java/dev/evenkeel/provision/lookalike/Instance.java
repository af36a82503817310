package dev.evenkeel.provision.lookalike;

import dev.evenkeel.environment.Await;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.Quoting;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.provision.embedded.SoloServer;
import dev.evenkeel.provision.standin.Heartbeat;
import dev.evenkeel.provision.standin.RdsStandIn;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.rds.model.DBInstance;

/**
 * An instance: what RDS shows of it, and the real server that it is. The server's address is shown only where RDS would
 * show it.
 */
final class Instance implements AutoCloseable {
    static final String AVAILABLE = "available";

    private final SoloServer server;
    private final Login master;
    private final Course course;
    private final Course applying;
    private final Await await;
    private DBInstance shown;
    private Group group;
    private boolean pendingReboot;
    private Optional<Heartbeat> heartbeat = Optional.empty();
    private boolean replica;

    Instance(DBInstance shown, SoloServer server, Login master, Group group, Pace pace, Await await) {
        this.shown = shown;
        this.server = server;
        this.master = master;
        this.group = group;
        this.course = new Course(pace);
        this.applying = new Course(pace);
        this.await = await;
    }

    String id() {
        return shown.dbInstanceIdentifier();
    }

    Login master() {
        return master;
    }

    SoloServer server() {
        return server;
    }

    Server admin() {
        return server.admin();
    }

    Course course() {
        return course;
    }

    Course applying() {
        return applying;
    }

    Group group() {
        return group;
    }

    boolean replica() {
        return replica;
    }

    void becomesReplica(boolean is) {
        replica = is;
    }

    /** What is known of it apart from its state. */
    DBInstance facts() {
        return shown;
    }

    void change(java.util.function.UnaryOperator<DBInstance.Builder> change) {
        shown = change.apply(shown.toBuilder()).build();
    }

    /** Values in force from its next start on. */
    void associate(Group other) {
        group = other;
        pendingReboot = true;
    }

    void needsReboot() {
        pendingReboot = true;
    }

    /** Makes the server a stand-in for one of RDS, once it answers. */
    void install() {
        server.awaitConnection(await);
        RdsStandIn.install(admin(), master);
        beat();
    }

    /** Waits for a server whose data came from another one. */
    void awaitRestored() {
        server.awaitConnection(await);
    }

    void beat() {
        heartbeat = Optional.of(Heartbeat.start(admin()));
    }

    /** Nothing of RDS's own is written to it any more. */
    void silence() {
        heartbeat.ifPresent(Heartbeat::close);
        heartbeat = Optional.empty();
    }

    void reboot() {
        heartbeat.ifPresent(Heartbeat::close);
        server.restart(options(group, replica), await);
        pendingReboot = false;
        if (!replica) {
            beat();
        }
    }

    /** The options of a server that uses a group. */
    static Map<String, String> options(Group group, boolean replica) {
        Map<String, String> options = new TreeMap<>(group.values());
        options.computeIfPresent(Parameters.READ_ONLY, (name, value) -> inForce(value, replica));
        return options;
    }

    private static String inForce(String value, boolean replica) {
        return value.equals(Parameters.TRUE_IF_REPLICA) ? (replica ? "1" : "0") : value;
    }

    /** A dynamic parameter reaches the server. What the server refuses stays as it is there, as with any bad value. */
    void apply(String parameter, String value) {
        String shownValue = inForce(value, replica);
        try (Session session = admin().open()) {
            session.execute("SET GLOBAL " + Quoting.identifier(parameter.replace('-', '_')) + " = "
                    + (shownValue.matches("\\d+") ? shownValue : Quoting.text(shownValue)));
        } catch (DatabaseException e) {
            pendingReboot = true;
        }
    }

    String applyStatus() {
        return applying.idle() ? pendingReboot ? "pending-reboot" : "in-sync" : "applying";
    }

    @Override
    public void close() {
        heartbeat.ifPresent(Heartbeat::close);
        server.close();
    }
}
