package dev.evenkeel.runbook.steps;

import dev.evenkeel.environment.Await;
import dev.evenkeel.environment.Environment;
import dev.evenkeel.environment.Profile;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.journal.Journal;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.journal.Redactor;
import dev.evenkeel.provision.EndpointFile;
import dev.evenkeel.provision.Provision;
import dev.evenkeel.runbook.CurrentStep;
import dev.evenkeel.runbook.glue.RunContext;
import dev.evenkeel.runbook.steps.own.Found.TargetAtOpening;
import dev.evenkeel.runbook.steps.own.Found.TargetAtProof;
import dev.evenkeel.runbook.steps.proof.Freeze;
import dev.evenkeel.runbook.steps.proof.RowsAtRest;
import dev.evenkeel.transfer.dump.DumpTool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The steps of a freeze and a switch in their order, in a process of its own, which says each before it begins and waits for a byte then, so that
 * a test can disturb it at exactly this place. It ends with 0 when
 * the application has moved, with 4 when all was taken back, with 6 when it failed after the target was opened.
 */
final class FencedCutoverProgram {
    static final int DONE = 0;
    static final int UNDONE = 4;
    static final int FAILED_AFTER = 6;

    private final RunContext run;
    private final SourceSteps source;
    private final FreezeSteps freeze;
    private final FenceSteps fences;
    private final SwitchSteps target;
    private final Collaborators all;

    private FencedCutoverProgram(RunContext run, EndpointFile endpoint, Path folder) {
        this.run = run;
        this.all =
                new Collaborators(run, new DumpTool(folder, Optional.empty()), endpoint, Optional.empty(), gate -> {});
        this.source = new SourceSteps(run, all.sites(), all.own());
        this.freeze = new FreezeSteps(
                run, all.sites(), new Freeze(run, all.sites()), new RowsAtRest(run, all.moved()), gate -> {});
        this.fences = new FenceSteps(run, all.sites());
        this.target = new SwitchSteps(
                run, all.sites(), all.moved(), all.traffic(), new NoReturn(run, all.sites(), all.traffic()));
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[1]);
        Profile profile = Provision.profiles().read(arguments[0], Path.of("environments"));
        try (Servers servers = Environment.open(profile, Observer.NONE, folder, secret -> {}, line -> {});
                Journal journal =
                        Journal.create(folder.resolve("run"), Clock.systemUTC(), new Redactor(), Observer.NONE)) {
            RunContext run = new RunContext(profile, servers, journal, new CurrentStep(), Clock.systemUTC());
            int code = new FencedCutoverProgram(run, new EndpointFile(folder.resolve("endpoint")), folder).go();
            run.close();
            say("ended " + code);
            System.exit(code);
        }
    }

    private Map<String, Runnable> steps() {
        Map<String, Runnable> steps = new LinkedHashMap<>();
        steps.put("close-target", target::close_target);
        steps.put("close-source", source::close_source);
        steps.put("drain", freeze::drained);
        steps.put("last-position", freeze::frozen);
        steps.put("catch-up", freeze::target_is_there);
        steps.put("proof", () -> {
            run.facts()
                    .put(new TargetAtProof(all.sites().writes(Role.TARGET).end().position()));
            freeze.nobody_wrote();
        });
        steps.put("close-durably", fences::close_durably);
        steps.put("try-as-application", fences::application_is_out);
        steps.put("nobody-wrote", freeze::nobody_wrote_to_either);
        steps.put("open-target", target::open_target);
        steps.put("move-application", target::point_application);
        steps.put("let-latch-go", fences::release);
        steps.put("over", () -> {});
        return steps;
    }

    private int go() {
        for (Map.Entry<String, Runnable> step : steps().entrySet()) {
            say(step.getKey());
            mayGoOn();
            try {
                step.getValue().run();
            } catch (RuntimeException e) {
                say("failed in " + step.getKey() + ": " + e.getMessage());
                return run.has(TargetAtOpening.class) ? FAILED_AFTER : undone();
            }
        }
        return DONE;
    }

    private int undone() {
        fences.let_in();
        source.open_source();
        new Await(Observer.NONE, Duration.ofMillis(20))
                .until("the source is open", "open", Duration.ofSeconds(20), () -> {
                    boolean open = !all.sites().fence(Role.SOURCE).closed();
                    return new Await.Look(open ? "open" : "closed", open);
                });
        return UNDONE;
    }

    private static void mayGoOn() {
        try {
            System.in.read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void say(String what) {
        System.out.println(what.replace('\n', ' '));
        System.out.flush();
    }
}
