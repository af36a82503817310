package dev.evenkeel.cli;

import dev.evenkeel.catalog.account.GrantScript;
import dev.evenkeel.catalog.account.Need;
import dev.evenkeel.cli.options.GlueOptions;
import dev.evenkeel.cli.options.ScreenOptions;
import dev.evenkeel.doctor.Doctor;
import dev.evenkeel.doctor.Finding;
import dev.evenkeel.environment.Profile;
import dev.evenkeel.environment.Role;
import dev.evenkeel.event.ExitCode;
import dev.evenkeel.journal.Redactor;
import dev.evenkeel.mariadb.ServerVersion;
import dev.evenkeel.provision.Provision;
import dev.evenkeel.run.Home;
import dev.evenkeel.runbook.Runbook;
import dev.evenkeel.screen.Output;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "doctor",
        description =
                "Look at everything that a run needs: connections, TLS, privileges, clocks, disk, programs, leftovers."
                        + " Changes nothing.",
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
    @Option(
            names = {"-e", "--env"},
            paramLabel = "PROFILE",
            required = true,
            description = "The profile: a .yaml file, or a name for environments/NAME.yaml.")
    private String environment;

    @Option(names = "--reports", paramLabel = "DIR", description = "The folder of the runs' folders.")
    private Path reports = Home.find().reports();

    @Option(
            names = "--policy",
            description = "Print the IAM policy that a runbook on this profile needs, and nothing else.")
    private boolean policy;

    @Option(
            names = "--grants",
            paramLabel = "VERSION",
            description = "Print the SQL that grants the accounts what a runbook needs on servers of a version, for"
                    + " example 10.11, and nothing else.")
    private String version;

    @Option(
            names = "--features",
            paramLabel = "PATH",
            description = "With --policy or --grants: the runbook. Default: features/encrypt-at-rest.feature.")
    private Path features = Home.find().runbook();

    @Mixin
    private GlueOptions glue = new GlueOptions();

    @Mixin
    private ScreenOptions screenOptions = new ScreenOptions();

    @Override
    public Integer call() {
        Profile profile = Provision.profiles().read(environment, Home.find().environments());
        if (policy) {
            return policy(profile);
        }
        if (version != null) {
            return grants();
        }
        Redactor redactor = new Redactor();
        List<Finding> findings =
                Doctor.examine(profile, reports, Clock.systemUTC(), secret -> redactor.learn(secret.reveal()));
        for (Finding finding : findings) {
            if (screenOptions.json()) {
                Output.json(json(finding));
            } else if (!screenOptions.quiet() || finding.grade().stops()) {
                line(finding);
            }
        }
        boolean stops = findings.stream().anyMatch(finding -> finding.grade().stops());
        return (stops ? ExitCode.USAGE : ExitCode.DONE).number();
    }

    private int policy(Profile profile) {
        Runbook runbook = Runbook.read(features, Optional.empty(), glue.steps().catalog());
        Optional<String> document = profile.servers().policy(profile, runbook.asks());
        document.ifPresentOrElse(
                text -> text.lines().forEach(Output::line),
                () -> Output.note("a profile of kind " + profile.kind().name()
                        + " has no control plane, so nothing must be allowed there"));
        return ExitCode.DONE.number();
    }

    private int grants() {
        Runbook runbook = Runbook.read(features, Optional.empty(), glue.steps().catalog());
        ServerVersion asked = ServerVersion.parse(version.matches("\\d+\\.\\d+") ? version + ".99" : version);
        // On source and target the same: it is one of the accounts that are compared.
        Set<Need> own = Stream.of(Role.values())
                .flatMap(role -> runbook.grants(role).stream())
                .filter(need -> need.account() == Need.Account.PARAMETERS)
                .collect(Collectors.toSet());
        for (Role role : Role.values()) {
            Output.line("-- on the " + role);
            String user = role == Role.REPLICA ? "evenkeel_replica" : "evenkeel";
            GrantScript.of(runbook.grants(role), Need.Account.MASTER, user, asked)
                    .forEach(Output::line);
            if (role != Role.REPLICA) {
                GrantScript.of(own, Need.Account.PARAMETERS, "evenkeel_parameters", asked)
                        .forEach(Output::line);
            } else if (runbook.grants(role).stream().anyMatch(own::contains)) {
                Output.line("-- evenkeel_parameters is there too, by replication from the source");
            }
        }
        return ExitCode.DONE.number();
    }

    private static void line(Finding finding) {
        Output.line(String.format(
                "%-8s %-11s %-12s %s", finding.grade().word(), finding.area(), finding.subject(), finding.text()));
        finding.remedy().ifPresent(remedy -> Output.line(" ".repeat(34) + remedy));
    }

    private static Map<String, Object> json(Finding finding) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("grade", finding.grade().word());
        json.put("area", finding.area());
        json.put("subject", finding.subject());
        json.put("found", finding.text());
        json.put("remedy", finding.remedy().orElse(null));
        return json;
    }
}
