package dev.evenkeel.runbook.steps;

import dev.evenkeel.catalog.InvalidDates;
import dev.evenkeel.catalog.Table;
import dev.evenkeel.catalog.account.Need;
import dev.evenkeel.catalog.account.PinnedSight;
import dev.evenkeel.catalog.server.Encryption;
import dev.evenkeel.catalog.server.ServerIdentity;
import dev.evenkeel.catalog.trial.MoveObstacles;
import dev.evenkeel.catalog.trial.TargetTrial;
import dev.evenkeel.environment.ControlPlane;
import dev.evenkeel.environment.Role;
import dev.evenkeel.event.RunEvent;
import dev.evenkeel.mariadb.PasswordHash;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.parity.inventory.AcceptedNames;
import dev.evenkeel.parity.live.LiveCosts;
import dev.evenkeel.replication.control.LinkChoice;
import dev.evenkeel.replication.control.ReplicaStatus;
import dev.evenkeel.replication.control.SourceSettings;
import dev.evenkeel.runbook.glue.Asks;
import dev.evenkeel.runbook.glue.Does;
import dev.evenkeel.runbook.glue.Effect;
import dev.evenkeel.runbook.glue.Grants;
import dev.evenkeel.runbook.glue.NotShown;
import dev.evenkeel.runbook.glue.Obstacle;
import dev.evenkeel.runbook.glue.RunContext;
import dev.evenkeel.runbook.steps.own.Moved;
import dev.evenkeel.runbook.steps.own.Sites;
import io.cucumber.java.en.Given;
import io.cucumber.java.en.Then;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Everything that can be known before anything is changed. */
public final class PreflightSteps {
    /** Whoever has more rows than can be looked at in that time is told so. */
    private static final Duration DATES_LIMIT = Duration.ofSeconds(10);

    private final RunContext run;
    private final Sites sites;
    private final Moved moved;

    public PreflightSteps(RunContext run, Sites sites, Moved moved) {
        this.run = run;
        this.sites = sites;
        this.moved = moved;
    }

    @Asks({"kms:DescribeKey", "rds:DescribeDBInstances", "sts:GetCallerIdentity"})
    @Does(value = Effect.READ_ONLY, always = true, what = "connects to all three servers and enters who they are")
    @Given("source, replica and target answer, and are the servers that the profile names")
    public void all_answer() {
        answer(List.of(Role.values()));
    }

    @Asks({"kms:DescribeKey", "rds:DescribeDBInstances", "sts:GetCallerIdentity"})
    @Does(value = Effect.READ_ONLY, always = true, what = "connects to both servers and enters who they are")
    @Given("source and target answer, and are the servers that the profile names")
    public void both_answer() {
        answer(List.of(Role.SOURCE, Role.TARGET));
    }

    private void answer(List<Role> roles) {
        Optional<ControlPlane> plane = run.servers().controlPlane();
        plane.map(ControlPlane::identity).ifPresent(look -> {
            Obstacle.refuse(look.obstacles());
            look.notes().forEach(run::note);
        });
        TreeSet<Long> ids = new TreeSet<>();
        for (Role role : roles) {
            try (Session session = run.master(role).open()) {
                long id = ServerIdentity.serverId(session);
                ids.add(id);
                Encryption encryption = Encryption.read(session);
                new RunEvent.Server(
                                role.label(),
                                session.version().toString(),
                                plane.map(asked -> asked.atRest(role).encrypted())
                                        .or(encryption::shown),
                                Optional.of(id),
                                session.server().endpoint().toString(),
                                ServerIdentity.account(session))
                        .enter(run.journal());
            }
        }
        if (ids.size() < roles.size()) {
            throw new Obstacle("two of the servers have the same server_id, they are the same server or cannot"
                    + " replicate from each other; the profile must name "
                    + (roles.size() == 2 ? "two" : "three"));
        }
    }

    @Does(value = Effect.READ_ONLY, what = "binlog on, row format, full row images, TLS")
    @Grants(on = Role.SOURCE, value = Need.POSITIONS)
    @Given("the source writes a binlog that can be followed")
    public void the_source_can_be_followed() {
        List<String> problems = new ArrayList<>(sites.sourceSettings().obstacles());
        if (sites.fence(Role.SOURCE).closed()) {
            problems.add("source: read_only is on, must be off; an undo would open a server that somebody else closed");
        } else {
            sites.fence(Role.SOURCE).problems().forEach(problem -> problems.add("source: " + problem));
        }
        String user = run.servers().replication().user();
        if (sites.sourceSettings().hasUser(user)) {
            problems.add("source: the account " + user + " exists already; it must be one of this run alone, so drop it"
                    + " or name another in the profile");
        }
        sites.replication(Role.SOURCE)
                .status()
                .filter(status -> !status.stopped() && !run.profile().guard().sourceMayFollow())
                .ifPresent(
                        status -> problems.add("source: it follows another server, whose changes no freeze keeps out;"
                                + " stop its replication or move that server instead"));
        LinkChoice link = sites.ownReplication(Role.TARGET).linkChoice();
        link.obstacle().ifPresent(problems::add);
        Obstacle.refuse(problems);
        tell(link);
        List<String> costs = sites.sourceSettings().costs();
        if (!costs.isEmpty()) {
            List<Table> tables = moved.tables(Role.SOURCE);
            String size = tables.size() + " tables with about "
                    + tables.stream().mapToLong(Table::estimatedRows).sum() + " rows, "
                    + tables.stream().mapToLong(Table::bytes).sum() / 1_000_000 + " MB";
            costs.forEach(cost -> run.deviation("the freeze may have to compare " + size, cost));
        }
    }

    private void tell(LinkChoice link) {
        // Servers of this machine have nobody between them.
        if (link.tls().encrypted() || run.profile().kind().ours()) {
            run.note(link.sentence());
        } else {
            run.deviation(
                    "the replication link from source to target is not encrypted, and every change crosses the network"
                            + " as it is",
                    link.because());
        }
    }

    @Does(
            value = Effect.READ_ONLY,
            what = "the replica runs, and neither it nor the target hides what it could not apply")
    @Grants(on = Role.REPLICA, value = Need.POSITIONS)
    @Given("the replica follows the source without filters or skipped errors")
    public void the_replica_follows() {
        ReplicaStatus status = sites.replication(Role.REPLICA)
                .status()
                .orElseThrow(() -> new Obstacle("the replica follows no source; it must be a replica of the source"));
        List<String> problems = new ArrayList<>();
        status.error().ifPresent(error -> problems.add("replica: " + error + "; fix its replication first"));
        long source = sourceId();
        if (status.sourceServerId() != 0 && status.sourceServerId() != source) {
            problems.add("replica: it follows the server with the id " + status.sourceServerId() + ", the source is "
                    + source + "; name a replica of the source in the profile");
        }
        if (!status.fetching()) {
            problems.add("replica: it does not fetch from the source; start its replication first");
        }
        if (status.fetching() && !status.applying() && status.error().isEmpty()) {
            problems.add("replica: it does not apply what it fetches; start its replication first");
        }
        problems.addAll(SourceSettings.doubts(run.master(Role.REPLICA), java.util.Optional.of(status)));
        problems.addAll(SourceSettings.doubts(
                run.master(Role.TARGET), sites.replication(Role.TARGET).status()));
        try (Session replica = run.master(Role.REPLICA).open()) {
            problems.addAll(PinnedSight.lacking(replica));
        }
        Obstacle.refuse(problems);
    }

    @Does(
            value = Effect.READ_ONLY,
            what = "no broken view, no table or routine that the target refuses, tried there without making any")
    @Grants(on = Role.SOURCE, value = Need.OBJECTS)
    @Grants(
            on = Role.TARGET,
            value = {Need.OBJECTS, Need.COPY, Need.ACCOUNTS})
    @Given("every table to move can be copied, replicated and proved")
    public void tables_can_be_moved() {
        List<String> problems = new ArrayList<>();
        for (Role role : Role.values()) {
            if (!run.servers().there(role)) {
                continue;
            }
            try (Session session = run.master(role).open()) {
                problems.addAll(MoveObstacles.ofSight(session, run.profile().databases()));
            }
        }
        try (Session source = run.master(Role.SOURCE).open()) {
            problems.addAll(MoveObstacles.ofNames(source, run.profile().databases()));
            Map<String, String> quiet = run.profile().accepted().leftOut();
            problems.addAll(MoveObstacles.ofLeftOut(source, run.profile().databases(), quiet.keySet()));
            problems.addAll(MoveObstacles.ofKeeping(source, moved.databases()));
            quiet.forEach((database, reason) -> run.deviation(
                    "database " + database + " is not moved; a write to it before the switch stops the target's"
                            + " replication",
                    reason));
        }
        problems.addAll(definitions());
        List<Table> tables = moved.tables(Role.SOURCE);
        problems.addAll(MoveObstacles.ofTables(tables));
        Obstacle.refuse(problems);
        LiveCosts.of(tables).forEach(cost -> run.deviation(cost.sentence(), cost.reason()));
        dates(tables);
    }

    /** What would end the copy, tried on both sides. */
    private List<String> definitions() {
        List<String> databases = moved.databases();
        try (Session source = run.master(Role.SOURCE).openPinned();
                Session target = run.master(Role.TARGET).openPinned()) {
            List<String> problems = new ArrayList<>(MoveObstacles.ofViews(source, databases));
            problems.addAll(TargetTrial.refused(source, target, databases, run.observer()));
            MoveObstacles.viewsWithoutDefiner(source, databases)
                    .forEach(view -> run.deviation(
                            view, "it is moved, and on the target it runs as the loading user, who exists"));
            return problems;
        }
    }

    private void dates(List<Table> tables) {
        try (Session source = run.master(Role.SOURCE).openPinned()) {
            InvalidDates dates = InvalidDates.look(source, tables, DATES_LIMIT);
            dates.found().forEach(found -> {
                if (found.impossible()) {
                    run.deviation(found.what(), found.because());
                } else {
                    run.note(found.what() + ": " + found.because());
                }
            });
            dates.limits().forEach(run::note);
        }
    }

    @Does(value = Effect.READ_ONLY, what = "nothing would be overwritten")
    @Grants(
            on = Role.TARGET,
            value = {Need.OBJECTS, Need.POSITIONS})
    @Given("the target is empty of the databases to move")
    public void the_target_is_empty() {
        List<String> problems = new ArrayList<>();
        if (sites.ownReplication(Role.TARGET).follows()) {
            problems.add("target: it follows a source already, must follow none; end that replication if nobody needs"
                    + " it, or name another target");
        }
        sites.replication(Role.TARGET)
                .followedByName()
                .forEach(source -> problems.add("target: it follows " + source + ", must follow none; end that"
                        + " replication if nobody needs it, or name another target"));
        if (sites.fence(Role.TARGET).closed()) {
            problems.add("target: read_only is on, must be off; an undo would open a server that somebody else closed");
        }
        try (Session target = run.master(Role.TARGET).open()) {
            problems.addAll(MoveObstacles.ofTarget(
                    target, moved.databases(), run.profile().databases().isEmpty()));
        }
        Obstacle.refuse(problems);
    }

    @Does(
            value = Effect.READ_ONLY,
            what =
                    "log_bin_trust_function_creators, max_allowed_packet, rights, grants of accounts, and whether passwords"
                            + " come as hashes and stay out of the general log")
    @Given("the target accepts stored functions, and packets as large as the source's")
    public void the_target_takes_what_comes() {
        try (Session source = run.master(Role.SOURCE).open();
                Session target = run.master(Role.TARGET).open()) {
            List<String> problems = new ArrayList<>(MoveObstacles.ofTargetSettings(source, target));
            problems.addAll(MoveObstacles.ofRights(target));
            sites.replication(Role.TARGET).loggedPassword().ifPresent(problems::add);
            PasswordHash.obstacle(target).ifPresent(problems::add);
            problems.addAll(MoveObstacles.ofGrants(
                    source,
                    target,
                    moved.accountsLeftOut(),
                    (account, grant) -> AcceptedNames.acceptsLack(run.profile().accepted(), account, grant)));
            Obstacle.refuse(problems);
        }
    }

    @Does(value = Effect.READ_ONLY, what = "lower_case_table_names")
    @Given("source and target agree on the case of table names")
    public void table_names_agree() {
        try (Session source = run.master(Role.SOURCE).open();
                Session target = run.master(Role.TARGET).open()) {
            Obstacle.refuse(MoveObstacles.ofTableNames(source, target));
        }
    }

    @Asks({"kms:DescribeKey", "rds:DescribeDBInstances"})
    @Does(value = Effect.READ_ONLY, what = "refuses an unencrypted target; says so where a server cannot show it")
    @Given("the target's storage is encrypted at rest")
    public void the_target_is_encrypted() {
        proveEncryption();
    }

    @Asks({"kms:DescribeKey", "rds:DescribeDBInstances"})
    @Does(value = Effect.READ_ONLY, what = "the same for what was copied; the tablespaces are listed in the evidence")
    @Then("what was copied to the target is encrypted at rest")
    public void the_copy_is_encrypted() {
        proveEncryption();
    }

    private void proveEncryption() {
        Optional<ControlPlane> plane = run.servers().controlPlane();
        if (plane.isPresent()) {
            ControlPlane.AtRest found = plane.get().atRest(Role.TARGET);
            Obstacle.refuse(found.obstacles());
            run.note("target: " + found.evidence());
            return;
        }
        try (Session target = run.master(Role.TARGET).open()) {
            Encryption encryption = Encryption.read(target);
            if (encryption.state() == Encryption.State.NOT_ENCRYPTED) {
                throw new Obstacle("target: " + encryption.evidence() + ", all must be; create the target"
                        + " encrypted, it cannot be encrypted later");
            }
            if (encryption.state() == Encryption.State.ENCRYPTED) {
                run.note("target: " + encryption.evidence());
                RunEvent.Evidence.keep(
                        run.journal(),
                        "encryption at rest of the target",
                        "txt",
                        String.join("\n", encryption.details()).getBytes(StandardCharsets.UTF_8));
            } else if (run.servers().canEncrypt(Role.TARGET)) {
                throw new Obstacle("target: nothing it stores is encrypted, all must be; say encrypted: true"
                        + " for servers.target in the profile");
            } else {
                throw new NotShown(encryption.evidence());
            }
        }
    }

    private long sourceId() {
        try (Session source = run.master(Role.SOURCE).open()) {
            return ServerIdentity.serverId(source);
        }
    }
}
