package dev.evenkeel.cli;

import dev.evenkeel.environment.Await;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.journal.Redactor;
import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.Login;
import dev.evenkeel.replication.CatchUp;
import dev.evenkeel.replication.Fence;
import dev.evenkeel.replication.ReplicaControl;
import dev.evenkeel.transfer.LoadOptions;
import dev.evenkeel.transfer.Loader;
import dev.evenkeel.workload.SampleDatabase;
import java.time.Duration;
import java.util.Optional;

/** Fills the source of a rehearsal before it begins: the user's dumps, and the sample database the application writes to. */
final class SampleData {
    private static final Duration REPLICA_LIMIT = Duration.ofHours(2);
    private static final Duration PACE = Duration.ofMillis(50);

    private final Servers servers;
    private final RehearseCommand.Inputs inputs;
    private final Screen screen;

    SampleData(Servers servers, RehearseCommand.Inputs inputs, Screen screen) {
        this.servers = servers;
        this.inputs = inputs;
        this.screen = screen;
    }

    void load(Redactor redactor) {
        Login application = servers.application().orElseThrow();
        SampleDatabase.accounts(application)
                .forEach(login -> redactor.learn(login.password().reveal()));
        if (!inputs.data().isEmpty()) {
            servers.restore(Role.SOURCE, owner -> new Loader(owner, LoadOptions.fill(), screen).load(inputs.data()));
        }
        screen.say("generating the sample database, seed " + inputs.seed() + ", " + inputs.rows() + " rows");
        new SampleDatabase(inputs.seed(), inputs.rows())
                .create(
                        servers.master(Role.SOURCE),
                        servers.parameters(Role.SOURCE).orElseThrow(),
                        application,
                        screen);
        awaitReplica();
    }

    private void awaitReplica() {
        BinlogPosition end = new Fence(servers.master(Role.SOURCE), Optional.empty(), sql -> {})
                .end()
                .position();
        ReplicaControl replica =
                new ReplicaControl(servers.master(Role.REPLICA), servers.parameters(Role.REPLICA), sql -> {});
        new CatchUp(new Await(screen, PACE)).until("replica", replica, end, REPLICA_LIMIT);
    }
}
