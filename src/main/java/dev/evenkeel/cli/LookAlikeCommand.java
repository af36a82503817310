package dev.evenkeel.cli;

import dev.evenkeel.cli.options.ScreenOptions;
import dev.evenkeel.event.ExitCode;
import dev.evenkeel.provision.lookalike.LookAlike;
import dev.evenkeel.screen.Output;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "lookalike",
        description = {
            "Start a stand-in for RDS for MariaDB, KMS, CloudWatch, Secrets Manager, Route 53 and STS on this machine, with a real server for"
                    + " every instance, for tests of any program that speaks to them.",
            "It has no instances at first: create them as you would on RDS. It ends with Ctrl-C, and everything with it."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class LookAlikeCommand implements Callable<Integer> {
    private static final int LARGEST_PORT = 65_535;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "0",
            description = "The port on 127.0.0.1. Default: any free one.")
    private int port;

    @Option(
            names = "--realistic",
            description = "States last as long as on RDS, minutes. Without it each ends once it has been shown.")
    private boolean realistic;

    @Mixin
    private ScreenOptions screenOptions = new ScreenOptions();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (port < 0 || port > LARGEST_PORT) {
            throw new ParameterException(
                    spec.commandLine(), "--port is " + port + ", must be a port number from 1 to 65535");
        }
        try (LookAlike lookAlike = start()) {
            if (screenOptions.json()) {
                Output.json(Map.of(
                        "endpoint",
                        lookAlike.endpoint().toString(),
                        "region",
                        LookAlike.REGION,
                        "accessKey",
                        LookAlike.ACCESS_KEY));
            } else {
                told(lookAlike.endpoint()).forEach(Output::note);
            }
            // Nothing counts it down: the process ends by a signal, and its servers with it.
            new CountDownLatch(1).await();
            return ExitCode.DONE.number();
        } catch (UncheckedIOException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage() + "; give another --port", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.DONE.number();
        }
    }

    private LookAlike start() {
        return LookAlike.start(port, Clock.systemUTC(), realistic, line -> {
            if (!screenOptions.quiet() && !screenOptions.json()) {
                Output.note(line);
            }
        });
    }

    private static List<String> told(URI endpoint) {
        return List.of(
                "the look-alike listens on " + endpoint,
                "the AWS CLI and every SDK find it by these:",
                "  export AWS_ENDPOINT_URL=" + endpoint,
                "  export AWS_REGION=" + LookAlike.REGION,
                "  export AWS_ACCESS_KEY_ID=" + LookAlike.ACCESS_KEY,
                "  export AWS_SECRET_ACCESS_KEY=not-checked",
                "a first server:",
                "  aws rds create-db-instance --db-instance-identifier shop --engine mariadb --engine-version 10.11.5"
                        + " --db-instance-class db.t4g.micro --allocated-storage 20 --master-username admin"
                        + " --master-user-password a-password",
                "  aws rds describe-db-instances");
    }
}
