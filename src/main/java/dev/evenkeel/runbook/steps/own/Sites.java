package dev.evenkeel.runbook.steps.own;

import dev.evenkeel.environment.Fence;
import dev.evenkeel.environment.Role;
import dev.evenkeel.event.MoveEvent;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.replication.Coordinates;
import dev.evenkeel.replication.control.BinlogRetention;
import dev.evenkeel.replication.control.CatchUp;
import dev.evenkeel.replication.control.Control;
import dev.evenkeel.replication.control.ReplicaControl;
import dev.evenkeel.replication.control.SourceSettings;
import dev.evenkeel.replication.writes.ServerWrites;
import dev.evenkeel.runbook.glue.RunContext;
import dev.evenkeel.runbook.steps.own.Found.FenceStatements;
import dev.evenkeel.runbook.steps.own.Found.WayOfControl;
import java.util.Optional;
import java.util.Set;

/** What can be controlled of a run's servers, with every statement entered before it is sent. */
public record Sites(RunContext run, OwnChanges own) {
    public ReplicaControl replication(Role role) {
        return new ReplicaControl(run.master(role), run.servers().parameters(role), run.sentTo(role), control(role));
    }

    public Fence fence(Role role) {
        if (run.step().undoes()) {
            // It must answer before it can be opened.
            run.master(role);
        }
        return run.profile().fence().of(role, run.servers(), run.sentTo(role));
    }

    public ServerWrites writes(Role role) {
        return new ServerWrites(
                run.master(role),
                run.facts()
                        .find(FenceStatements.class)
                        .map(known -> Set.copyOf(known.logged()))
                        .orElse(Set.of()));
    }

    public BinlogRetention retention() {
        return new BinlogRetention(
                run.master(Role.SOURCE),
                run.servers().parameters(Role.SOURCE),
                run.sentTo(Role.SOURCE),
                control(Role.SOURCE));
    }

    public SourceSettings sourceSettings() {
        return new SourceSettings(run.master(Role.SOURCE), run.sentTo(Role.SOURCE));
    }

    public CatchUp catchUp() {
        return new CatchUp(run.await());
    }

    /** In an undo only of what this run did. */
    public OwnReplication ownReplication(Role role) {
        return new OwnReplication(this, role);
    }

    /** In an undo only of what this run did. */
    public OwnFence ownFence(Role role) {
        return new OwnFence(this, role);
    }

    public OwnReplicationUser ownReplicationUser() {
        return new OwnReplicationUser(this);
    }

    /** As the runbook says, else as the server offers. */
    Control control(Role role) {
        return run.facts().find(WayOfControl.class).map(WayOfControl::way).orElseGet(() -> {
            try (Session session = run.master(role).open()) {
                return Control.of(session);
            }
        });
    }

    /** Enters a place that was read. */
    public void entered(String which, Role role, Coordinates coordinates) {
        new MoveEvent.Coordinates(which, role.label(), coordinates.event(), Optional.empty()).enter(run.journal());
    }
}
