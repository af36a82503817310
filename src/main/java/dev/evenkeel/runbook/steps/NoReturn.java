package dev.evenkeel.runbook.steps;

import dev.evenkeel.environment.Fence;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.TrafficSwitch;
import dev.evenkeel.event.MoveEvent;
import dev.evenkeel.event.Numbered;
import dev.evenkeel.event.PhaseEvent;
import dev.evenkeel.event.TrafficEvent;
import dev.evenkeel.event.TrafficEvent.NoReturnState;
import dev.evenkeel.journal.JournalReader;
import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.Endpoint;
import dev.evenkeel.replication.Coordinates;
import dev.evenkeel.replication.binlog.FirstWrite;
import dev.evenkeel.runbook.glue.RunContext;
import dev.evenkeel.runbook.steps.own.Found.FenceStatements;
import dev.evenkeel.runbook.steps.own.Found.TargetAtOpening;
import dev.evenkeel.runbook.steps.own.Sites;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The first write that the target may have accepted since it was opened. Opening it stands for that write until the target is
 * closed again and its binlog shows that there was none; then the run may still go back.
 */
record NoReturn(RunContext run, Sites sites, Traffic traffic) {
    /** To be called before the target is opened. */
    void opens() {
        Coordinates own = sites.writes(Role.TARGET).end();
        sites.entered(MoveEvent.Coordinates.OPENED, Role.TARGET, own);
        BinlogPosition end = own.position();
        run.facts().put(new TargetAtOpening(end));
        enter(NoReturnState.OPENED, end, Optional.empty());
    }

    /** The first write since then, entered as the point of no return; empty while there is none, or the target never opened. */
    Optional<FirstWrite> passed() {
        Optional<FirstWrite> first = run.facts().find(TargetAtOpening.class).flatMap(opened -> sites.writes(Role.TARGET)
                .firstWrite(opened.at(), own()));
        first.ifPresent(write -> enter(NoReturnState.WRITTEN, write.at(), first));
        return first;
    }

    /**
     * Closes the target again, looks for a write since it was opened, and where there is none sends the application back. Where
     * there is one, the target is opened again: only forward is left.
     *
     * @return why the run may go back; empty where it may not, or where that could not be seen
     */
    Optional<String> notPassed() {
        try {
            return looked();
        } catch (RuntimeException e) {
            run.note(
                    "whether the target has accepted a write since it was opened could not be seen: " + e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<String> looked() {
        Fence fence = sites.fence(Role.TARGET);
        Optional<TargetAtOpening> opened = run.facts().find(TargetAtOpening.class);
        if (opened.isEmpty()) {
            return fence.closed() ? Optional.of("the target was never opened" + sentBack()) : Optional.empty();
        }
        sites.ownFence(Role.TARGET).close();
        new Drain(run, sites).until(Role.TARGET);
        Optional<FirstWrite> first =
                sites.writes(Role.TARGET).firstWrite(opened.get().at(), own());
        if (first.isPresent()) {
            enter(NoReturnState.WRITTEN, first.get().at(), first);
            run.note("the target has accepted a write since it was opened: "
                    + first.get().what() + " at " + first.get().at()
                    + " of its binlog; it is opened again, and nothing is undone");
            sites.ownFence(Role.TARGET).open();
            return Optional.empty();
        }
        enter(NoReturnState.NOT_WRITTEN, opened.get().at(), Optional.empty());
        return Optional.of("nobody had written to the target since it was opened, as its binlog shows after "
                + opened.get().at() + "; it is closed again" + sentBack());
    }

    /** A half of the application may have moved. Where it does not come back, the undo keeps the target closed. */
    private String sentBack() {
        Endpoint source = run.servers().master(Role.SOURCE).endpoint();
        try {
            if (traffic.endpoint().current().equals(source)) {
                return "";
            }
        } catch (TrafficSwitch.NotMoved e) {
            run.note("where the application goes is not known, so it is sent to the source: " + e.getMessage());
        }
        try {
            traffic.endpoint().pointTo(source);
            return ", and the application is sent to the source again";
        } catch (TrafficSwitch.NotMoved e) {
            return ", and the application, or a part of it, could not be sent back: " + e.getMessage();
        }
    }

    /** Why the target must not be opened by an undo; empty where all of the application goes to the source. */
    Optional<String> keepsTargetClosed() {
        Endpoint source = run.servers().master(Role.SOURCE).endpoint();
        try {
            Endpoint now = traffic.endpoint().current();
            return now.equals(source)
                    ? Optional.empty()
                    : Optional.of("the application goes to " + now + " by the switch " + traffic.endpoint());
        } catch (TrafficSwitch.NotMoved e) {
            return Optional.of("where the application goes is not known: " + e.getMessage());
        }
    }

    /** What this run itself has sent to the target: it is in the target's binlog too. */
    private Set<String> own() {
        return sentTo(Role.TARGET);
    }

    /** The statements that this run has sent to a server so far, and its fences' as a binlog shows them. */
    Set<String> sentTo(Role role) {
        Stream<String> sent = Numbered.in(JournalReader.read(run.journal().folder()), PhaseEvent.Statement.class)
                .map(Numbered::event)
                .filter(statement -> statement.role().equals(role.label()))
                .map(PhaseEvent.Statement::sql);
        Stream<String> fences =
                run.facts().find(FenceStatements.class).stream().flatMap(statements -> statements.logged().stream());
        return Stream.concat(sent, fences).collect(Collectors.toSet());
    }

    private void enter(NoReturnState state, BinlogPosition place, Optional<FirstWrite> write) {
        new TrafficEvent.NoReturn(state, place.toString(), write.map(FirstWrite::what), write.map(FirstWrite::when))
                .enter(run.journal());
    }
}
