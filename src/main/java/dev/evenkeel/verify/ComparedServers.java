package dev.evenkeel.verify;

import dev.evenkeel.catalog.Catalog;
import dev.evenkeel.catalog.Table;
import dev.evenkeel.catalog.account.Accounts;
import dev.evenkeel.catalog.server.Encryption;
import dev.evenkeel.catalog.server.ServerIdentity;
import dev.evenkeel.environment.Environment;
import dev.evenkeel.environment.Misconfigured;
import dev.evenkeel.environment.Profile;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.event.RunEvent;
import dev.evenkeel.journal.Redactor;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.parity.inventory.AcceptedNames;
import dev.evenkeel.parity.inventory.ExpectedAccounts;
import dev.evenkeel.parity.inventory.ServerParity;
import dev.evenkeel.provision.Provision;
import dev.evenkeel.replication.control.FollowedSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The two servers of a verification, over sessions that refuse to write. */
public record ComparedServers(Profile profile, Servers servers, Server left, Server right, List<String> databases)
        implements AutoCloseable {
    /**
     * Reaches both and refuses, with all problems at once, what could only end in nothing.
     *
     * @param environments the folder of profiles that are given by name
     * @param redactor receives every password before it is used
     */
    public static ComparedServers open(Choice choice, Path environments, Redactor redactor) {
        try {
            return checked(choice, environments, redactor);
        } catch (DatabaseException e) {
            throw new Misconfigured(e.getMessage() + "; see that both servers answer and what the account may read");
        }
    }

    private static ComparedServers checked(Choice choice, Path environments, Redactor redactor) {
        Profile profile =
                Provision.profiles().readFor(Set.of(choice.left(), choice.right()), choice.environment(), environments);
        List<String> unacceptable = AcceptedNames.unacceptable(profile.accepted());
        if (!unacceptable.isEmpty()) {
            throw new Misconfigured(unacceptable);
        }
        Servers servers = Environment.reach(profile, secret -> redactor.learn(secret.reveal()));
        Server left = servers.master(choice.left()).forReading();
        Server right = servers.master(choice.right()).forReading();
        if (identity(left).equals(identity(right))) {
            throw new Misconfigured("the " + left.name() + " (" + left.endpoint() + ") and the " + right.name() + " ("
                    + right.endpoint() + ") are the same server; name two in the profile");
        }
        if (choice.live()) {
            RowsLive.refuseUnlessFollowing(left, right);
        }
        List<String> known = new ServerParity(left, right).databases();
        List<String> wanted = !choice.schemas().isEmpty() ? choice.schemas() : profile.databases();
        ComparedServers opened = new ComparedServers(profile, servers, left, right, wanted.isEmpty() ? known : wanted);
        List<String> problems = new ArrayList<>(wanted.stream()
                .filter(name -> !known.contains(name))
                .map(name -> (choice.schemas().isEmpty() ? "databases: of the profile names " : "--schemas ") + name
                        + ", which neither server shows to its account; name one that is there")
                .toList());
        if (choice.compares(Part.DATA) && problems.isEmpty()) {
            List<Table> tables = new ArrayList<>(opened.tables(left));
            tables.addAll(opened.tables(right));
            problems.addAll(new TablePatterns(choice.tables()).withoutTable(tables));
        }
        if (!problems.isEmpty()) {
            throw new Misconfigured(problems);
        }
        return opened;
    }

    List<Table> tables(Server server) {
        return server.read(session -> Catalog.tables(session, databases));
    }

    /** Accounts that are the operator's or a runbook's own, and so no part of what is compared. */
    Set<String> ownAccounts() {
        return Stream.concat(Stream.of(left.login(), right.login()), profile.replication().stream())
                .map(Login::user)
                .collect(Collectors.toSet());
    }

    /** The user by which the second server follows the first one; empty where it does not. */
    Optional<String> rightFollowsBy() {
        try (Session source = left.open();
                Session follower = right.open()) {
            return FollowedSource.user(follower, source);
        }
    }

    /** What a replica and its source have each for itself. */
    ExpectedAccounts expectedAccounts(Role role, Optional<String> followsBy) {
        if (followsBy.isEmpty()) {
            return ExpectedAccounts.NONE;
        }
        Map<String, String> own = servers.parameters(role).stream()
                .collect(Collectors.toMap(
                        server -> server.login().user(),
                        server -> "an account of its own that the profile names (servers." + role + ".parameters)"));
        return new ExpectedAccounts(
                Map.of(followsBy.get(), "the account by which " + right.name() + " follows " + left.name()), own);
    }

    /** A server as it is reported. */
    static RunEvent.Server event(Server server) {
        try (Session session = server.open()) {
            return new RunEvent.Server(
                    server.name(),
                    session.version().toString(),
                    encrypted(session),
                    Optional.of(ServerIdentity.serverId(session)),
                    server.endpoint().toString(),
                    ServerIdentity.account(session));
        }
    }

    /** What is compared and what is not, as it is reported. */
    List<RunEvent.Scope> scope(Choice choice) {
        List<RunEvent.Scope> scope = new ArrayList<>();
        Map<String, String> notAsked = new LinkedHashMap<>();
        new ServerParity(left, right)
                .databases().stream()
                        .filter(name -> !databases.contains(name))
                        .forEach(name -> notAsked.put(name, "not asked for"));
        notAsked.put(Catalog.OWN, "the server's own");
        scope.add(RunEvent.Scope.of("databases", databases, notAsked));
        if (!choice.tables().isEmpty()) {
            scope.add(RunEvent.Scope.of("tables", choice.tables(), Map.of("all others", "not asked for")));
        }
        if (choice.compares(Part.ACCOUNTS)) {
            scope.add(RunEvent.Scope.of(
                    "accounts", List.of("all that are not left out"), left.read(session -> accountsLeftOut(session))));
        }
        return scope;
    }

    private Map<String, String> accountsLeftOut(Session session) {
        try {
            return Accounts.leftOut(session, ownAccounts());
        } catch (DatabaseException e) {
            return Map.of("those of the server and of this comparison", "no row of data depends on them");
        }
    }

    /** Null where it is not known, also where the account may not ask. */
    private static Optional<Boolean> encrypted(Session session) {
        try {
            Encryption.State state = Encryption.read(session).state();
            return Optional.of(state == Encryption.State.ENCRYPTED)
                    .filter(known -> state != Encryption.State.NOT_SHOWN);
        } catch (DatabaseException e) {
            return Optional.empty();
        }
    }

    /** What this account does not see is compared by nobody, and looks as if it were not there. */
    List<String> blindSpots() {
        return Stream.of(left, right)
                .filter(server -> !seesEverything(server))
                .map(
                        server -> "The account on the " + server.name()
                                + " has no SELECT on all databases: what it may not read is not shown to it, and was not compared.")
                .toList();
    }

    private static boolean seesEverything(Server server) {
        try (Session session = server.open()) {
            return ServerIdentity.readsEverything(session);
        }
    }

    private static String identity(Server server) {
        try (Session session = server.open()) {
            return ServerIdentity.instance(session);
        }
    }

    @Override
    public void close() {
        servers.close();
    }
}
