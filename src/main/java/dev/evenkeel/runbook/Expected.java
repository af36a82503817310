package dev.evenkeel.runbook;

import dev.evenkeel.environment.ControlPlane;
import dev.evenkeel.environment.Fence;
import dev.evenkeel.environment.GaveUp;
import dev.evenkeel.environment.Misconfigured;
import dev.evenkeel.environment.TrafficSwitch;
import dev.evenkeel.journal.Journal;
import dev.evenkeel.journal.JournalReader;
import dev.evenkeel.journal.OrdinaryFile;
import dev.evenkeel.journal.Stopped;
import dev.evenkeel.lease.LeaseLost;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.replication.NotPossible;
import dev.evenkeel.replication.ReplicationBroke;
import dev.evenkeel.runbook.glue.GateRejected;
import dev.evenkeel.runbook.glue.GateSuspended;
import dev.evenkeel.runbook.glue.NotShown;
import dev.evenkeel.runbook.glue.Obstacle;
import dev.evenkeel.runbook.vocabulary.RunObjectFactory;
import dev.evenkeel.runbook.vocabulary.StepFailed;
import dev.evenkeel.transfer.TransferFailed;
import java.io.UncheckedIOException;
import java.util.List;

/** What a step throws because it decided to: its message says all. Anything else is a bug, of the step or of evenkeel. */
final class Expected {
    /** With their subclasses, wherever those come from. */
    static final List<Class<? extends Throwable>> TYPES = List.of(
            AssertionError.class,
            UncheckedIOException.class,
            Obstacle.class,
            NotShown.class,
            GateRejected.class,
            GateSuspended.class,
            StepFailed.class,
            Interrupted.class,
            InDoubt.class,
            RunObjectFactory.CannotMake.class,
            DatabaseException.class,
            Stopped.class,
            Journal.InUse.class,
            JournalReader.BrokenJournal.class,
            OrdinaryFile.Unfit.class,
            GaveUp.class,
            Misconfigured.class,
            LeaseLost.class,
            NotPossible.class,
            ReplicationBroke.class,
            ControlPlane.Refused.class,
            Fence.NotClosed.class,
            TrafficSwitch.NotMoved.class,
            TransferFailed.class);

    private Expected() {}

    static boolean is(Throwable thrown) {
        return TYPES.stream().anyMatch(type -> type.isInstance(thrown));
    }
}
