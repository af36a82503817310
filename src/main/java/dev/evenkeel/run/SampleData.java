package dev.evenkeel.run;

import dev.evenkeel.environment.Await;
import dev.evenkeel.environment.Misconfigured;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.journal.Redactor;
import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.replication.control.CatchUp;
import dev.evenkeel.replication.control.Control;
import dev.evenkeel.replication.control.ReplicaControl;
import dev.evenkeel.replication.writes.ServerWrites;
import dev.evenkeel.transfer.LeftOut;
import dev.evenkeel.transfer.LoadOptions;
import dev.evenkeel.transfer.load.Loader;
import dev.evenkeel.workload.SampleDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Fills the source of a rehearsal before it begins: the user's dumps, and the sample database the application writes to. */
public final class SampleData {
    private static final Duration REPLICA_LIMIT = Duration.ofHours(2);
    private static final Duration PACE = Duration.ofMillis(50);

    private final Servers servers;
    private final RehearsalInputs inputs;
    private final Observer observer;
    private final Consumer<String> say;

    public SampleData(Servers servers, RehearsalInputs inputs, Observer observer, Consumer<String> say) {
        this.servers = servers;
        this.inputs = inputs;
        this.observer = observer;
        this.say = say;
    }

    /** @return what of the user's data was left out */
    public List<LeftOut> load(Redactor redactor) {
        List<LeftOut> leftOut = new ArrayList<>();
        Login application = servers.application().orElseThrow();
        SampleDatabase.accounts(application)
                .forEach(login -> redactor.learn(login.password().reveal()));
        if (!inputs.data().isEmpty()) {
            try {
                servers.restore(
                        Role.SOURCE,
                        owner -> leftOut.addAll(new Loader(owner, LoadOptions.fill(), observer)
                                .loadAll(inputs.data())
                                .leftOut()));
            } catch (DatabaseException e) {
                throw new Misconfigured("after the data given by --data were loaded, the source could not be used any"
                        + " more: " + e.getMessage() + "; look for what they change on the server itself, its accounts"
                        + " and settings, and take it out");
            }
        }
        refuseSameName();
        say.accept("generating the sample database, seed " + inputs.seed() + ", " + inputs.rows() + " rows");
        new SampleDatabase(inputs.seed(), inputs.rows())
                .create(
                        servers.master(Role.SOURCE),
                        servers.parameters(Role.SOURCE).orElseThrow(),
                        application,
                        observer);
        if (servers.there(Role.REPLICA)) {
            awaitReplica();
        }
        return leftOut;
    }

    private void refuseSameName() {
        try (Session source = servers.master(Role.SOURCE).open()) {
            if (SampleDatabase.isOn(source)) {
                throw new Misconfigured("the data given by --data hold a database " + SampleDatabase.SCHEMA
                        + ", and that is the name of the one that the rehearsal's own application writes to;"
                        + " rename it in the dump");
            }
        }
    }

    private void awaitReplica() {
        BinlogPosition end = new ServerWrites(servers.master(Role.SOURCE)).end().position();
        ReplicaControl replica = new ReplicaControl(
                servers.master(Role.REPLICA), servers.parameters(Role.REPLICA), sql -> {}, Control.PROCEDURES);
        new CatchUp(new Await(observer, PACE)).until("replica", replica, end, REPLICA_LIMIT);
    }
}
