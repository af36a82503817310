package dev.evenkeel.run;

import dev.evenkeel.catalog.server.ServerFacts;
import dev.evenkeel.environment.Environment;
import dev.evenkeel.environment.Misconfigured;
import dev.evenkeel.environment.Profile;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.journal.Redactor;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.parity.inventory.AcceptedNames;
import dev.evenkeel.provision.Provision;
import dev.evenkeel.replication.control.ReplicaStatus;
import dev.evenkeel.report.folder.ToolVersion;
import dev.evenkeel.run.compare.LastRehearsal;
import dev.evenkeel.run.fences.FenceFigures;
import dev.evenkeel.run.own.StepJars;
import dev.evenkeel.run.probe.PreflightProbe;
import dev.evenkeel.run.probe.RetentionOutlook;
import dev.evenkeel.runbook.Phase;
import dev.evenkeel.runbook.Runbook;
import dev.evenkeel.runbook.text.RunbookRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Makes plans: reads profile and runbook, asks every server, and changes nothing.
 *
 * @param reports where earlier runs are
 */
public record Planner(StepJars steps, Path reports, Clock clock, Redactor redactor) {
    /** Profile and runbook as they are now, which a plan names by their digests. */
    record Read(Profile profile, String profileSha256, Runbook runbook) {}

    /**
     * @param environment a profile's file or name
     * @throws Misconfigured with everything that is wrong with profile, runbook and servers
     */
    public Plan plan(String environment, Path features) {
        return plan(environment, features, true);
    }

    /** The same for comparing it with an earlier one: what a plan rests on, and not what is in its way. */
    public Plan factsOf(Plan earlier) {
        return plan(earlier.environment(), Path.of(earlier.runbook()), false);
    }

    private Plan plan(String environment, Path features, boolean looks) {
        Read read = read(environment, features);
        Map<String, Map<String, String>> facts = new TreeMap<>();
        List<String> notEvaluated = new ArrayList<>();
        List<String> obstacles = new ArrayList<>();
        List<String> remarks = new ArrayList<>();
        EarlierRuns earlier = EarlierRuns.of(reports, read.runbook().sha256());
        try (Servers servers = Environment.reach(read.profile(), secret -> redactor.learn(secret.reveal()))) {
            for (Role role : Role.values()) {
                if (servers.there(role)) {
                    facts.put(role.label(), facts(servers.master(role), notEvaluated));
                } else {
                    notEvaluated.add(role + ": it is not there; a step of the runbook is to create it");
                }
            }
            if (looks && notEvaluated.isEmpty()) {
                look(read, servers, earlier, obstacles, remarks, notEvaluated);
            } else if (looks) {
                notEvaluated.add("what prevents the run: not every server answers");
            }
        }
        rehearsed(read).forEach(remarks::add);
        FenceFigures.newest(
                        reports,
                        facts.getOrDefault(Role.SOURCE.label(), Map.of()).getOrDefault("endpoint", ""))
                .ifPresent(remarks::add);
        if (earlier.count() == 0) {
            notEvaluated.add("how long it takes: no run of this runbook in " + reports
                    + " was done and proved; rehearse it first");
        }
        return new Plan(
                Plan.FORM,
                clock.instant().toString(),
                ToolVersion.text(),
                file(environment).toString(),
                read.profileSha256(),
                features.toString(),
                read.runbook().sha256(),
                steps.sha256(),
                steps.jars(),
                facts,
                phases(read.runbook(), earlier.steps()),
                new Plan.Forecast(
                        earlier.count(),
                        earlier.whole(),
                        earlier.outage(),
                        read.profile().budgets().outage().toMillis()),
                obstacles,
                remarks,
                notEvaluated);
    }

    private void look(
            Read read,
            Servers servers,
            EarlierRuns earlier,
            List<String> obstacles,
            List<String> remarks,
            List<String> notEvaluated) {
        PreflightProbe probe =
                PreflightProbe.look(read.profile(), read.runbook(), steps.catalog(), servers, clock, redactor);
        obstacles.addAll(probe.obstacles());
        remarks.addAll(probe.remarks());
        notEvaluated.addAll(probe.notShown());
        RetentionOutlook binlogs = RetentionOutlook.look(servers, read.runbook(), earlier.steps());
        binlogs.obstacle().ifPresent(obstacles::add);
        binlogs.remark().ifPresent(remarks::add);
        binlogs.notEvaluated().ifPresent(notEvaluated::add);
        notEvaluated.add("whether this machine has a program that dumps these databases: evenkeel doctor looks");
    }

    /** What there is to say of rehearsals; one line at most. */
    private List<String> rehearsed(Read read) {
        return Optional.of(lackingRehearsal(read.profile(), read.runbook()).orElseGet(() -> lastRehearsal(
                                read.runbook())
                        .map(last -> "rehearsed by " + last.run() + ", which ended " + last.at() + ", done and proved")
                        .orElse("")))
                .filter(line -> !line.isEmpty())
                .stream()
                .toList();
    }

    private Optional<LastRehearsal> lastRehearsal(Runbook runbook) {
        return LastRehearsal.in(reports, runbook.sha256(), steps.sha256());
    }

    /** Why the profile lets no run begin, where it demands a rehearsal that is not there. */
    public Optional<String> lackingRehearsal(PlannedRun run) {
        return lackingRehearsal(run.profile(), run.runbook());
    }

    private Optional<String> lackingRehearsal(Profile profile, Runbook runbook) {
        Optional<LastRehearsal> last = lastRehearsal(runbook);
        return profile.rehearsedWithin()
                .filter(within -> last.filter(one -> one.at().plus(within).isAfter(clock.instant()))
                        .isEmpty())
                .map(within ->
                        "the profile " + profile.name() + " demands a rehearsal of this runbook with these steps and"
                                + " this version of evenkeel, done and proved within " + within.toDays() + " days; "
                                + last.map(one -> "the last one is " + one.run() + ", of " + one.at())
                                        .orElse("there is none in " + reports)
                                + "; rehearse it: evenkeel rehearse --features " + runbook.file());
    }

    /** What a plan was made of, as it is now. */
    Read read(String environment, Path features) {
        List<String> problems = new ArrayList<>();
        Path home = Home.find().environments();
        Optional<Profile> profile = attempt(problems, () -> Provision.profiles().read(environment, home));
        profile.filter(read -> read.kind().ours())
                .ifPresent(read ->
                        problems.add("the servers of '" + environment + "' are started for a run and end with it;"
                                + " plan and run are for servers that are there already, rehearse for these"));
        profile.filter(read -> !read.kind().ours()).map(Environment::problems).ifPresent(problems::addAll);
        profile.map(Profile::accepted).map(AcceptedNames::unacceptable).ifPresent(problems::addAll);
        Optional<Runbook> runbook =
                attempt(problems, () -> Runbook.read(Home.runbookAt(features), Optional.empty(), steps.catalog()));
        if (!problems.isEmpty()) {
            throw new Misconfigured(problems);
        }
        return new Read(profile.orElseThrow(), sha256(file(environment)), runbook.orElseThrow());
    }

    private static Path file(String environment) {
        return environment.endsWith(".yaml") || environment.endsWith(".yml")
                ? Path.of(environment)
                : Home.find().environments().resolve(environment + ".yaml");
    }

    private static String sha256(Path file) {
        try {
            return Sha256.of(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new Misconfigured("the profile " + file + " cannot be read");
        }
    }

    private static Map<String, String> facts(Server server, List<String> notEvaluated) {
        try (Session session = server.open()) {
            Map<String, String> facts = new TreeMap<>(ServerFacts.read(session));
            facts.put("endpoint", server.endpoint().toString());
            facts.put(
                    "follows",
                    ReplicaStatus.read(session)
                            .map(status -> "the server with the id " + status.sourceServerId())
                            .orElse("nobody"));
            return facts;
        } catch (DatabaseException e) {
            notEvaluated.add(server.name() + ": " + e.getMessage());
            return Map.of("endpoint", server.endpoint().toString());
        }
    }

    private static List<Plan.PlannedPhase> phases(Runbook runbook, Map<String, List<Long>> took) {
        return runbook.phases().stream()
                .map(phase -> new Plan.PlannedPhase(
                        phase.id(),
                        phase.name(),
                        phase.effect().label(),
                        phase.gate().orElse(""),
                        phase.undoes().isPresent(),
                        steps(runbook, phase, took)))
                .toList();
    }

    private static List<Plan.PlannedStep> steps(Runbook runbook, Phase phase, Map<String, List<Long>> took) {
        List<Plan.PlannedStep> steps = new ArrayList<>();
        runbook.lines(phase)
                .forEach(line -> steps.add(new Plan.PlannedStep(
                        line.text(),
                        line.known().assumedEffect().label(),
                        line.known().what(),
                        line.sends(),
                        took.getOrDefault(phase.id() + "/" + (steps.size() + 1), List.of()))));
        return steps;
    }

    private static <T> Optional<T> attempt(List<String> problems, Supplier<T> reading) {
        try {
            return Optional.of(reading.get());
        } catch (Misconfigured e) {
            problems.addAll(e.problems());
        } catch (RunbookRefused e) {
            e.problems().forEach(problem -> problems.add(problem.toString()));
        }
        return Optional.empty();
    }
}
