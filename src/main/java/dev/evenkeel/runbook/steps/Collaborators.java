package dev.evenkeel.runbook.steps;

import dev.evenkeel.environment.TrafficSwitch;
import dev.evenkeel.journal.Entry;
import dev.evenkeel.runbook.glue.Gates;
import dev.evenkeel.runbook.glue.RunContext;
import dev.evenkeel.runbook.steps.own.Moved;
import dev.evenkeel.runbook.steps.own.OwnChanges;
import dev.evenkeel.runbook.steps.own.OwnCopy;
import dev.evenkeel.runbook.steps.own.Sites;
import dev.evenkeel.runbook.steps.proof.Freeze;
import dev.evenkeel.runbook.steps.proof.Inventory;
import dev.evenkeel.runbook.steps.proof.RowsAtRest;
import dev.evenkeel.transfer.dump.DumpTool;
import dev.evenkeel.workload.Application;
import java.util.List;
import java.util.Optional;

/** What the step classes of one move share beside their run: made once for it, and handed to them by type. */
public final class Collaborators {
    private final RunContext run;
    private final DumpTool dumpTool;
    private final Traffic traffic;
    private final OwnChanges own;
    private final Damages damages;
    private final Sites sites;
    private final Moved moved;
    private final NoReturn noReturn;
    private final Gates gates;

    /**
     * @param endpoint where the application connects
     * @param application the writing application, where the run has one
     * @param gates answers the runbook's gates
     */
    public Collaborators(
            RunContext run, DumpTool dumpTool, TrafficSwitch endpoint, Optional<Application> application, Gates gates) {
        this.gates = gates;
        this.run = run;
        this.dumpTool = dumpTool;
        this.traffic = new Traffic(endpoint, application);
        this.own = new OwnChanges(run.journal(), run.step());
        this.damages = new Damages(run.journal(), run.step());
        this.sites = new Sites(run, own);
        this.moved = new Moved(run);
        this.noReturn = new NoReturn(run, sites, traffic);
        run.unlessShown(noReturn::notPassed);
        run.beforeUndo(damages::mendAll);
    }

    /** Takes up what earlier processes found and changed in this run, as its journal shows. */
    public void takeUp(List<Entry> entries) {
        run.takeUp(entries);
        own.takeUp(entries);
    }

    /** What the constructors of the step classes ask for, the run itself among it. */
    public Object[] all() {
        return new Object[] {
            run,
            dumpTool,
            traffic,
            own,
            damages,
            sites,
            moved,
            noReturn,
            gates,
            new Freeze(run, sites),
            new Inventory(run, sites),
            new RowsAtRest(run, moved)
        };
    }

    /** Fixes what a drill broke, and tells what was to break and never did. */
    public List<String> endMishaps() {
        return damages.end();
    }

    /** Says what this run made on the target and leaves there, and how it is removed. */
    public void tellWhatStays() {
        new OwnCopy(run, own).tellWhatStays();
    }

    RunContext run() {
        return run;
    }

    OwnChanges own() {
        return own;
    }

    Sites sites() {
        return sites;
    }

    Moved moved() {
        return moved;
    }

    Traffic traffic() {
        return traffic;
    }
}
