package dev.evenkeel.provision.lookalike;

import dev.evenkeel.environment.ControlPlane;
import dev.evenkeel.environment.Programs;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.mariadb.Endpoint;
import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.Secret;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.provision.standin.RdsStandIn;
import dev.evenkeel.provision.standin.StandInServers;
import java.util.Optional;
import java.util.function.Consumer;

/** Instances of the look-alike as production code has them, and what a rehearsal may do with them besides. */
final class LookAlikeServers implements Servers {
    private final LookAlike lookAlike;
    private final Servers rds;
    private final Login replication = new Login("repl", StandInServers.randomPassword());
    private final Login application = new Login("assessment_app", StandInServers.randomPassword());

    LookAlikeServers(LookAlike lookAlike, Servers rds, Consumer<Secret> learn) {
        this.lookAlike = lookAlike;
        this.rds = rds;
        learn.accept(replication.password());
        learn.accept(application.password());
    }

    private Instance instance(Role role) {
        return lookAlike.world().instances().stream()
                .filter(each -> each.server().endpoint().equals(rds.reachedByOthers(role)))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public boolean there(Role role) {
        return rds.there(role);
    }

    @Override
    public Server master(Role role) {
        return rds.master(role);
    }

    /** rdsadmin: the rehearsal's own hand, which fills the source and breaks things. The runbook closes servers without it. */
    @Override
    public Optional<Server> parameters(Role role) {
        return Optional.of(instance(role).admin());
    }

    @Override
    public Endpoint reachedByOthers(Role role) {
        return rds.reachedByOthers(role);
    }

    @Override
    public Optional<ControlPlane> controlPlane() {
        return rds.controlPlane();
    }

    @Override
    public Optional<Programs> programs(Role role) {
        return there(role) ? Optional.of(instance(role).server().programs()) : Optional.empty();
    }

    @Override
    public Login replication() {
        return replication;
    }

    @Override
    public Optional<Login> application() {
        return Optional.of(application);
    }

    @Override
    public void restore(Role role, Consumer<Server> work) {
        RdsStandIn.withEveryRight(instance(role).admin(), master(role).login().user(), () -> work.accept(master(role)));
    }

    @Override
    public boolean expendable() {
        return true;
    }

    @Override
    public void close() {
        try {
            rds.close();
        } finally {
            lookAlike.close();
        }
    }
}
