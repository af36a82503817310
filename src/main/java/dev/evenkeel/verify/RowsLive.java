package dev.evenkeel.verify;

import dev.evenkeel.catalog.Table;
import dev.evenkeel.catalog.server.ServerIdentity;
import dev.evenkeel.environment.Misconfigured;
import dev.evenkeel.event.Remark;
import dev.evenkeel.journal.Journal;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.journal.Stopped;
import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.mariadb.TableName;
import dev.evenkeel.parity.LiveSides;
import dev.evenkeel.parity.RowResult;
import dev.evenkeel.parity.TableResult;
import dev.evenkeel.parity.TableVerdict;
import dev.evenkeel.parity.Throttle;
import dev.evenkeel.parity.live.LiveProof;
import dev.evenkeel.replication.ReplicationBroke;
import dev.evenkeel.replication.binlog.Binlog;
import dev.evenkeel.replication.control.FollowerWatch;
import dev.evenkeel.replication.control.ReplicaStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The rows of a verification while the right server follows the left one and both are in use. */
final class RowsLive {
    /** It ends by itself, or with the follower's replication that broke or comes no further, or is interrupted. */
    private static final Duration NO_LIMIT = Duration.ofDays(365);

    private final ComparedServers servers;
    private final Choice choice;
    private final StartingPoint start;
    private final Journal journal;
    private final Tally tally;

    RowsLive(ComparedServers servers, Choice choice, StartingPoint start, Journal journal, Tally tally) {
        this.servers = servers;
        this.choice = choice;
        this.start = start;
        this.journal = journal;
        this.tally = tally;
    }

    /** @throws Misconfigured when the one is not a replica of the other: then nothing could be told of rows that change */
    static void refuseUnlessFollowing(Server left, Server right) {
        try (Session source = left.open();
                Session follower = right.open()) {
            long id = ServerIdentity.serverId(source);
            Optional<ReplicaStatus> status = ReplicaStatus.read(follower);
            if (status.filter(found -> found.sourceServerId() == id).isEmpty()) {
                throw new Misconfigured("--live takes a " + right.name() + " that follows the " + left.name()
                        + "; it follows "
                        + status.map(found -> "the server with the id " + found.sourceServerId() + ", not " + id)
                                .orElse("nobody")
                        + "; without --live both are compared as they are");
            }
        }
    }

    void compare(Throttle throttle, Observer observer) {
        List<Table> mine = toRead(servers.left());
        List<Table> theirs = toRead(servers.right());
        tally.expect(mine, theirs);
        Set<TableName> wanted =
                Stream.of(mine, theirs).flatMap(List::stream).map(Table::name).collect(Collectors.toSet());
        LiveSides sides = new LiveSides(
                servers.left(), servers.left().login(), servers.right(), this::executed, Optional.empty());
        RowResult result;
        Optional<ReplicaStatus> status = follower();
        Optional<String> stopped = FollowerWatch.stopped(servers.right().name(), status);
        if (stopped.isPresent() && status.flatMap(ReplicaStatus::error).isPresent()) {
            note(stopped.get());
            enter(nothing(stopped.get(), mine, theirs));
            return;
        }
        try (LiveProof live =
                LiveProof.begin(sides, servers.databases(), wanted::contains, choice.options(), throttle)) {
            live.limits().forEach(limit -> Remark.Deviation.limit(limit).enter(journal));
            result = await(live, observer);
            live.strangers().forEach(stranger -> new Remark.Deviation(
                            "somebody else wrote on the " + servers.right().name() + ": " + stranger,
                            "its binlog has a transaction that the source's does not have")
                    .enter(journal));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Stopped();
        }
        result.dropped().forEach(table -> new Remark.Note(table + " was dropped on both sides while they were compared")
                .enter(journal));
        enter(result);
    }

    private void enter(RowResult result) {
        RowEntries entries = new RowEntries(choice, start.standings(), journal, tally);
        result.tables().forEach(table -> entries.table(table, table.took()));
        entries.all(result);
    }

    private void note(String reason) {
        new Remark.Note(reason + "; start it, then verify again").enter(journal);
    }

    /** What can be said of a target that comes no further: nothing, of every table. */
    private static RowResult nothing(String reason, List<Table> mine, List<Table> theirs) {
        Map<TableName, Table> all = new TreeMap<>();
        Stream.of(theirs, mine).flatMap(List::stream).forEach(table -> all.put(table.name(), table));
        return new RowResult(
                all.values().stream()
                        .map(table -> new TableResult(
                                table.name(), new TableVerdict.Inconclusive(reason), -1, -1, 0, "live", table.bytes()))
                        .toList(),
                Duration.ZERO);
    }

    /** Until it has ended, or there is nothing to wait for any more. */
    private RowResult await(LiveProof live, Observer observer) throws InterruptedException {
        try (FollowerWatch watch = new FollowerWatch(
                observer,
                servers.left().name(),
                servers.right().name(),
                () -> servers.left().read(Binlog::position),
                this::follower,
                servers.profile().budgets().catchUp())) {
            return live.await(watch, NO_LIMIT);
        } catch (ReplicationBroke e) {
            note(e.getMessage());
            RowResult soFar = live.await(Observer.NONE, Duration.ZERO);
            return new RowResult(
                    soFar.tables().stream()
                            .map(table -> because(e.getMessage(), table))
                            .toList(),
                    soFar.took(),
                    soFar.dropped());
        }
    }

    /** What was shown before it stopped stays shown. */
    private static TableResult because(String reason, TableResult result) {
        return result.verdict() instanceof TableVerdict.Inconclusive open
                ? result.judged(new TableVerdict.Inconclusive(reason + "; " + open.reason()))
                : result;
    }

    private List<Table> toRead(Server server) {
        return new TablePatterns(choice.tables()).of(servers.tables(server));
    }

    private Optional<ReplicaStatus> follower() {
        return servers.right().read(ReplicaStatus::read);
    }

    private BinlogPosition executed() {
        try (Session session = servers.right().open()) {
            return ReplicaStatus.read(session)
                    .orElseThrow(() -> new Misconfigured(servers.right().name() + " follows nobody any more"))
                    .executed();
        }
    }
}
