package dev.evenkeel.runbook.steps.own;

import dev.evenkeel.environment.LinkTls;
import dev.evenkeel.environment.Profile;
import dev.evenkeel.environment.Role;
import dev.evenkeel.mariadb.Endpoint;
import dev.evenkeel.mariadb.GtidSet;
import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.replication.Coordinates;
import dev.evenkeel.replication.control.FollowedSource;
import dev.evenkeel.replication.control.LinkChoice;
import dev.evenkeel.replication.control.ReplicaControl;
import dev.evenkeel.replication.control.ReplicaStatus;
import dev.evenkeel.replication.control.ShownLink;
import dev.evenkeel.runbook.glue.Obstacle;
import dev.evenkeel.runbook.glue.RunContext;
import dev.evenkeel.runbook.steps.own.Found.PinnedCoordinates;
import java.util.Optional;
import java.util.function.Consumer;

/** Stops, starts, makes and ends replication; in an undo only what this run stopped or made. */
public record OwnReplication(Sites sites, Role role) {
    static final String RUNNING = "running";
    static final String STOPPED = "stopped";
    static final String PARTLY = "running in part";

    public void stop() {
        if (role == Role.TARGET) {
            if (linkIsOwn()) {
                control().stop();
            }
            return;
        }
        Optional<ReplicaStatus> status = control().status();
        String now = state(status);
        if (now.equals(PARTLY) && !own().isOwn(role, Thing.REPLICATION, now)) {
            throw new Obstacle(role + ": its replication runs in part"
                    + status.flatMap(ReplicaStatus::error)
                            .map(error -> " (" + error + ")")
                            .orElse(", because somebody stopped the rest")
                    + "; it must run or be stopped as a whole, so that it can be left as it was found");
        }
        own().intend(role, Thing.REPLICATION, now, STOPPED);
        control().stop();
    }

    /** A part of it was stopped on purpose. */
    public void partlyStopped() {
        own().intend(role, Thing.REPLICATION, state(control().status()), PARTLY);
    }

    public void startAgain() {
        if (!own().undoing() && own().made(role, Thing.REPLICATION).isEmpty()) {
            // A runbook that stops nothing itself means what it says.
            control().start();
            return;
        }
        own().restore(role, Thing.REPLICATION, state(control().status()), before -> control()
                .start());
    }

    /** Where somebody else keeps it stopped it does not run, and that is as it was found. */
    public void mustRun() {
        if (own().wasLetAlone(role, Thing.REPLICATION)) {
            throw own().notShown(role, Thing.REPLICATION);
        }
    }

    public void follow(Endpoint source, Login login) {
        follow(source, login, tls -> control().follow(source, login, pinned().position(), tls));
    }

    public void followByGtid(Endpoint source, Login login) {
        GtidSet gtid = pinned().gtid();
        if (gtid.byDomain().isEmpty()) {
            throw new Obstacle("source: the pinned coordinates " + pinned().position()
                    + " have no GTID there; point the" + " target from the pinned coordinates by file and position");
        }
        follow(source, login, tls -> control().followGtid(source, login, gtid, tls));
    }

    private Coordinates pinned() {
        return run().facts().get(PinnedCoordinates.class).at();
    }

    private void follow(Endpoint source, Login login, Consumer<LinkTls> follow) {
        if (own().isTakenUp(role, Thing.LINK) && linkIsOwn()) {
            // An earlier process of this run made it, and may have died before it was complete.
            control().reset();
        }
        if (follows()) {
            throw new Obstacle("target: it follows a source already, must follow none; end that replication"
                    + " if nobody needs it, or name another target");
        }
        // Looked at again: the source may have been restarted since preflight.
        LinkChoice choice = linkChoice();
        Obstacle.refuse(choice.obstacle().stream().toList());
        own().intend(role, Thing.LINK, FollowedSource.NONE, FollowedSource.of(source, login.user()));
        follow.accept(choice.tls());
        ShownLink shown = control()
                .shownLink()
                .orElseThrow(
                        () -> new Obstacle("target: it was set to follow the source, and its status shows no source"));
        run().note(choice.sentence() + "; the target shows " + shown);
        if (!shown.is(choice.tls())) {
            throw new Obstacle("target: TLS of its link was set to " + choice.tls() + ", and shows " + shown
                    + "; say replication.tls: off in the profile if the link may be open");
        }
    }

    /** How the target's link to the source is to be encrypted. */
    public LinkChoice linkChoice() {
        try (Session source = run().master(Role.SOURCE).open();
                Session target = run().master(Role.TARGET).open()) {
            Profile profile = run().profile();
            boolean required =
                    profile.tls().demandedOfLink(profile.kind(), run().servers().reachedByOthers(Role.SOURCE));
            return LinkChoice.of(profile.linkTls(), required, source, target, sites.control(Role.TARGET));
        }
    }

    public void forget() {
        if (own().undoing()) {
            own().restore(role, Thing.LINK, control().followedSource(), before -> control()
                    .reset());
        } else if (linkIsOwn()) {
            control().reset();
        }
    }

    public void followsNone() {
        if (follows()) {
            if (own().wasLetAlone(role, Thing.LINK)) {
                throw own().notShown(role, Thing.LINK);
            }
            throw new Obstacle("target: it still follows a source; call mysql.rds_reset_external_master()");
        }
    }

    /** What somebody else made it follow is left alone in an undo, and before that nobody may continue it. */
    private boolean linkIsOwn() {
        String now = control().followedSource();
        boolean own = now.equals(FollowedSource.NONE) || own().isOwn(role, Thing.LINK, now);
        if (!own && !own().undoing()) {
            throw new Obstacle("target: it follows " + now + ", and "
                    + own().made(role, Thing.LINK)
                            .map(made -> "this run made it follow " + made)
                            .orElse("not because of this run")
                    + "; end that replication if nobody needs it, or name another target");
        }
        return own;
    }

    public boolean follows() {
        return !control().followedSource().equals(FollowedSource.NONE);
    }

    private RunContext run() {
        return sites.run();
    }

    private OwnChanges own() {
        return sites.own();
    }

    private ReplicaControl control() {
        return sites.replication(role);
    }

    private static String state(Optional<ReplicaStatus> status) {
        if (status.isEmpty() || status.get().stopped()) {
            return STOPPED;
        }
        boolean whole = !status.get().fetcherStopped() && status.get().applying();
        return whole ? RUNNING : PARTLY;
    }
}
