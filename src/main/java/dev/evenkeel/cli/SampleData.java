package dev.evenkeel.cli;

import dev.evenkeel.environment.Await;
import dev.evenkeel.environment.Misconfigured;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.journal.Redactor;
import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.replication.CatchUp;
import dev.evenkeel.replication.Fence;
import dev.evenkeel.replication.ReplicaControl;
import dev.evenkeel.transfer.LoadOptions;
import dev.evenkeel.transfer.Loader;
import dev.evenkeel.workload.SampleDatabase;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Fills the source of a rehearsal before it begins: the user's dumps, and the sample database the application writes to. */
final class SampleData {
    private static final Duration REPLICA_LIMIT = Duration.ofHours(2);
    private static final Duration PACE = Duration.ofMillis(50);

    private final Servers servers;
    private final RehearseCommand.Inputs inputs;
    private final Observer observer;
    private final Consumer<String> say;

    SampleData(Servers servers, RehearseCommand.Inputs inputs, Observer observer, Consumer<String> say) {
        this.servers = servers;
        this.inputs = inputs;
        this.observer = observer;
        this.say = say;
    }

    void load(Redactor redactor) {
        Login application = servers.application().orElseThrow();
        SampleDatabase.accounts(application)
                .forEach(login -> redactor.learn(login.password().reveal()));
        if (!inputs.data().isEmpty()) {
            servers.restore(Role.SOURCE, owner -> new Loader(owner, LoadOptions.fill(), observer).load(inputs.data()));
        }
        refuseSameName();
        say.accept("generating the sample database, seed " + inputs.seed() + ", " + inputs.rows() + " rows");
        new SampleDatabase(inputs.seed(), inputs.rows())
                .create(
                        servers.master(Role.SOURCE),
                        servers.parameters(Role.SOURCE).orElseThrow(),
                        application,
                        observer);
        awaitReplica();
    }

    private void refuseSameName() {
        try (Session source = servers.master(Role.SOURCE).open()) {
            if (!source.list("SHOW DATABASES LIKE ?", row -> row.text(1), SampleDatabase.SCHEMA)
                    .isEmpty()) {
                throw new Misconfigured("the data given by --data hold a database " + SampleDatabase.SCHEMA
                        + ", and that is the name of the one that the rehearsal's own application writes to;"
                        + " rename it in the dump");
            }
        }
    }

    private void awaitReplica() {
        BinlogPosition end = new Fence(servers.master(Role.SOURCE), Optional.empty(), sql -> {})
                .end()
                .position();
        ReplicaControl replica =
                new ReplicaControl(servers.master(Role.REPLICA), servers.parameters(Role.REPLICA), sql -> {});
        new CatchUp(new Await(observer, PACE)).until("replica", replica, end, REPLICA_LIMIT);
    }
}
