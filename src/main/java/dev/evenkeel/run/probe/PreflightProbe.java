package dev.evenkeel.run.probe;

import dev.evenkeel.environment.Operator;
import dev.evenkeel.environment.Profile;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.event.Event;
import dev.evenkeel.event.EventCodec;
import dev.evenkeel.event.ExitCode;
import dev.evenkeel.event.PhaseEvent;
import dev.evenkeel.event.Remark;
import dev.evenkeel.event.StepOutcome;
import dev.evenkeel.journal.Entry;
import dev.evenkeel.journal.Journal;
import dev.evenkeel.journal.JournalReader;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.journal.PrivateFiles;
import dev.evenkeel.journal.Redactor;
import dev.evenkeel.provision.programs.LocalFiles;
import dev.evenkeel.runbook.CucumberEngine;
import dev.evenkeel.runbook.Outcome;
import dev.evenkeel.runbook.Runbook;
import dev.evenkeel.runbook.glue.GateRejected;
import dev.evenkeel.runbook.glue.RunContext;
import dev.evenkeel.runbook.steps.Collaborators;
import dev.evenkeel.runbook.vocabulary.StepCatalog;
import dev.evenkeel.transfer.dump.DumpTool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The first phases of a runbook, up to the first that changes anything, carried out by the very steps of the run, so that a plan
 * names what would end the run in its first minute.
 *
 * @param obstacles what is in the way, one sentence each
 * @param remarks where the run would do otherwise than the procedure
 * @param notShown the steps that could not tell, and why
 */
public record PreflightProbe(List<String> obstacles, List<String> remarks, List<String> notShown) {
    public PreflightProbe {
        obstacles = List.copyOf(obstacles);
        remarks = List.copyOf(remarks);
        notShown = List.copyOf(notShown);
    }

    public static PreflightProbe look(
            Profile profile, Runbook runbook, StepCatalog catalog, Servers servers, Clock clock, Redactor redactor) {
        Path folder = folder();
        try {
            Outcome outcome;
            try (Journal journal = Journal.create(folder.resolve("plan"), clock, redactor, Observer.NONE)) {
                CucumberEngine engine = new CucumberEngine(catalog, journal);
                try (RunContext run = new RunContext(profile, servers, journal, engine.currentStep(), clock)) {
                    Operator nobody = new Nobody();
                    Collaborators steps = new Collaborators(
                            run,
                            new DumpTool(Path.of("none-for-a-plan"), Optional.empty()),
                            profile.traffic().open(folder, nobody, servers),
                            Optional.empty(),
                            gate -> {
                                throw new GateRejected("gate " + gate + ": a plan passes none");
                            });
                    outcome = engine.look(runbook, steps.all());
                }
            }
            return of(JournalReader.read(folder.resolve("plan")), outcome);
        } finally {
            LocalFiles.deleteTree(folder);
        }
    }

    private static PreflightProbe of(List<Entry> entries, Outcome outcome) {
        List<String> obstacles = new ArrayList<>();
        List<String> remarks = new ArrayList<>();
        List<String> notShown = new ArrayList<>();
        for (Entry entry : entries) {
            Event event = EventCodec.read(entry);
            if (event instanceof PhaseEvent.StepEnded step && step.outcome() != StepOutcome.PASSED) {
                boolean told = step.error().filter(error -> !error.isEmpty()).isPresent();
                if (told) {
                    obstacles.add(step.why());
                } else {
                    notShown.add("'" + step.text() + "'" + (step.why().isEmpty() ? "" : ": " + step.why()));
                }
            } else if (event instanceof Remark.Deviation deviation) {
                remarks.add(deviation.what() + (deviation.because().isEmpty() ? "" : ": " + deviation.because()));
            }
        }
        if (entries.isEmpty()) {
            notShown.add("what is in the way: the runbook begins with a phase that changes something");
        }
        if (outcome.code() == ExitCode.BUG && obstacles.isEmpty()) {
            obstacles.add(outcome.summary());
        }
        return new PreflightProbe(obstacles, remarks, notShown);
    }

    private static Path folder() {
        try {
            return PrivateFiles.temporaryFolder("evenkeel-plan-");
        } catch (IOException e) {
            throw new UncheckedIOException("no temporary folder can be made: " + e, e);
        }
    }

    /** A plan asks no person. */
    private static final class Nobody implements Operator {
        @Override
        public void note(String sentence) {
            // Nothing of a plan is recorded.
        }

        @Override
        public Optional<String> ask(List<String> lines, Duration limit) {
            return Optional.empty();
        }
    }
}
