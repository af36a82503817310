package dev.evenkeel.run;

import dev.evenkeel.environment.Misconfigured;
import dev.evenkeel.environment.Profile;
import dev.evenkeel.event.Numbered;
import dev.evenkeel.event.Remark;
import dev.evenkeel.event.RunEvent;
import dev.evenkeel.journal.Journal;
import dev.evenkeel.journal.JournalReader;
import dev.evenkeel.journal.OrdinaryFile;
import dev.evenkeel.runbook.Phase;
import dev.evenkeel.runbook.Replay;
import dev.evenkeel.runbook.Runbook;
import dev.evenkeel.runbook.glue.Effect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A plan with the profile and the runbook that it names, which are as they were when it was made.
 *
 * @param digest of the plan
 * @param resolutions what a person found out about steps in doubt
 */
public record PlannedRun(Plan plan, String digest, Profile profile, Runbook runbook, List<ResolvedStep> resolutions) {
    private static final String EVIDENCE = "the plan";

    public PlannedRun {
        resolutions = List.copyOf(resolutions);
    }

    /**
     * A person's word for a step.
     *
     * @param step from 1
     */
    public record ResolvedStep(String phase, int step, Replay.Resolution resolution, String reason) {
        /**
         * Reads {@code freeze/4=done}.
         *
         * @throws Misconfigured when it is written otherwise
         */
        public static ResolvedStep of(String text, String reason) {
            if (!text.matches("[\\w:-]+/\\d{1,4}=(done|redo)")) {
                throw new Misconfigured("--resolve " + text
                        + " is not PHASE/STEP=done or PHASE/STEP=redo; the sentence that" + " asks for it says which");
            }
            if (reason.isBlank()) {
                throw new Misconfigured("--resolve needs --reason: what you looked at, for whoever reads the report");
            }
            String[] parts = text.split("[/=]");
            return new ResolvedStep(
                    parts[0],
                    Integer.parseInt(parts[1]),
                    Replay.Resolution.valueOf(parts[2].toUpperCase(java.util.Locale.ROOT)),
                    reason);
        }
    }

    /**
     * The plan of a run that has begun.
     *
     * @throws Misconfigured when the folder holds none, or what the plan names has changed since
     */
    public static PlannedRun of(Path folder, Planner planner, List<ResolvedStep> resolutions) {
        return of(planOf(folder), planner, resolutions);
    }

    /** @throws Misconfigured when the folder holds no run of a plan */
    public static Plan planOf(Path folder) {
        return kept(folder)
                .orElseThrow(() -> new Misconfigured(
                        folder + " holds no run of a plan; only those are continued, approved and undone"));
    }

    /**
     * What the plan of a run says of its servers, by role; empty for a run without a plan.
     *
     * @throws Misconfigured when the plan is not the one that the journal names
     */
    public static Optional<Map<String, Map<String, String>>> serversOf(Path folder) {
        return kept(folder).map(Plan::servers);
    }

    private static Optional<Plan> kept(Path folder) {
        return Numbered.in(JournalReader.read(folder), RunEvent.Evidence.class)
                .map(Numbered::event)
                .filter(evidence -> evidence.name().equals(EVIDENCE))
                .findFirst()
                .map(kept -> read(folder, kept));
    }

    private static Plan read(Path folder, RunEvent.Evidence kept) {
        Path file = folder.resolve(kept.file());
        try {
            OrdinaryFile.check(folder, kept.file());
            byte[] content = Files.readAllBytes(file);
            if (!Sha256.of(content).equals(kept.sha256())) {
                throw new Misconfigured(file + " is not the plan that the journal names; restore it");
            }
            return Plan.read(content, file.toString());
        } catch (IOException e) {
            throw new Misconfigured("the plan " + file + " cannot be read; restore it from a copy");
        }
    }

    /** @throws Misconfigured when profile or runbook are not those of the plan */
    public static PlannedRun of(Plan plan, Planner planner, List<ResolvedStep> resolutions) {
        Planner.Read read = planner.read(plan.environment(), Path.of(plan.runbook()));
        if (!read.profileSha256().equals(plan.profileSha256())) {
            throw new Misconfigured("the profile " + plan.environment()
                    + " has changed since the plan was made; restore it, or" + " plan again");
        }
        if (!read.runbook().sha256().equals(plan.runbookSha256())) {
            throw new Misconfigured("the runbook " + plan.runbook()
                    + " has changed since the plan was made; restore it, or plan" + " again");
        }
        List<String> jars = new ArrayList<>();
        plan.jars(jars, planner.steps().jars());
        if (!jars.isEmpty()) {
            throw new Misconfigured(String.join("; ", jars) + "; restore it, or plan again");
        }
        return new PlannedRun(plan, plan.digest(), read.profile(), read.runbook(), resolutions);
    }

    void keep(Journal journal) {
        RunEvent.Evidence.keep(journal, EVIDENCE, "json", plan.bytes());
    }

    /** The phases in which nothing is held up: those from the first gate on, up to the one that cannot be undone. */
    Set<String> unheld() {
        Set<String> unheld = new HashSet<>();
        boolean committed = false;
        for (Phase phase : runbook.phases()) {
            if (!committed && runbook.guarded().contains(phase.id())) {
                unheld.add(phase.id());
            }
            committed |= phase.effect() == Effect.IRREVERSIBLE;
        }
        return unheld;
    }

    /** Tells the journal whose word is taken. */
    void resolve(Replay replay, Journal journal) {
        for (ResolvedStep one : resolutions) {
            replay.resolve(one.phase(), one.step(), one.resolution());
            new Remark.Deviation(
                            "step " + one.step() + " of phase " + one.phase() + " is taken for "
                                    + (one.resolution() == Replay.Resolution.DONE
                                            ? "done"
                                            : "not done, and taken again"),
                            one.reason())
                    .enter(journal);
        }
    }
}
