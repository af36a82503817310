package dev.evenkeel.mariadb;

import dev.evenkeel.mariadb.tls.Tls;
import dev.evenkeel.mariadb.tls.TlsRefusal;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.mariadb.jdbc.Configuration;
import org.mariadb.jdbc.Connection;
import org.mariadb.jdbc.Driver;

/**
 * A server and the account it is spoken to with. Opens sessions; holds none.
 *
 * @param tls how every connection to it is protected
 * @param readOnly its sessions take no statement that writes, whatever the account may do
 * @param kept where sessions come from that are only read over, if they are kept
 */
public record Server(
        String name, Endpoint endpoint, Login login, Tls tls, boolean readOnly, Optional<KeptSessions> kept) {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    /** What a pinned session begins with: texts, times and arithmetic mean the same on every server then. */
    public static final String PINNED =
            "SET NAMES utf8mb4, SESSION time_zone = '+00:00', SESSION sql_mode = 'NO_ENGINE_SUBSTITUTION'";

    public Server {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(endpoint, "endpoint");
        Objects.requireNonNull(login, "login");
        Objects.requireNonNull(tls, "tls");
    }

    public Server(String name, Endpoint endpoint, Login login, Tls tls) {
        this(name, endpoint, login, tls, false, Optional.empty());
    }

    /** Without TLS where it is on this machine, else with TLS by the authorities that the system trusts. */
    public Server(String name, Endpoint endpoint, Login login) {
        this(name, endpoint, login, Tls.unlessLocal(endpoint.host()));
    }

    /** The same server, spoken to with another account. */
    public Server as(Login other) {
        return new Server(name, endpoint, other, tls, readOnly, kept);
    }

    /** The same server, which refuses from its sessions whatever writes. */
    public Server forReading() {
        return new Server(name, endpoint, login, tls, true, kept);
    }

    /** The same server, whose sessions are kept for a while where they are only read over. */
    public Server keeping(KeptSessions sessions) {
        return new Server(name, endpoint, login, tls, readOnly, Optional.of(sessions));
    }

    /** Opens a session in autocommit, UTF-8, with no schema chosen. */
    public Session open() {
        Session session = connect(false);
        return readOnly ? prepared(session, "SET SESSION TRANSACTION READ ONLY") : session;
    }

    /**
     * Opens a session whose answers do not depend on the server's settings: UTC, one sql_mode on every server that also
     * admits old zero dates, one character set.
     */
    public Session openPinned() {
        return prepared(open(), PINNED);
    }

    /** As {@link #openPinned}, for {@link Session#loadData}, which no other session can do. */
    public Session openLoading() {
        return prepared(connect(true), PINNED);
    }

    /** As {@link #openPinned}, but texts arrive as they are stored, in their column's own character set. */
    public Session openUnconverted() {
        return prepared(open(), PINNED + ", SESSION character_set_results = NULL");
    }

    /** Reads over a session as of {@link #openPinned}, and leaves it as it was; when it is lost, again over another. */
    public <T> T read(Function<Session, T> work) {
        for (int losses = 0; ; losses++) {
            try {
                return over(kept.map(sessions -> sessions.take(this)).orElseGet(this::openPinned), losses, work);
            } catch (DatabaseException e) {
                if (!Reconnection.worthwhile(e, losses, () -> false)) {
                    throw e;
                }
            }
        }
    }

    private <T> T over(Session session, int losses, Function<Session, T> work) {
        boolean done = false;
        try {
            session.lostBefore(losses);
            T result = work.apply(session);
            done = true;
            return result;
        } finally {
            if (done && kept.isPresent()) {
                kept.get().giveBack(this, session);
            } else {
                session.close();
            }
        }
    }

    private static Session prepared(Session session, String sql) {
        try {
            session.execute(sql);
            return session;
        } catch (DatabaseException e) {
            session.close();
            throw e;
        }
    }

    /** @param loads whether the server may ask for data, which a stream gives */
    private Session connect(boolean loads) {
        try {
            Connection connection =
                    Driver.connect(options().allowLocalInfile(loads).build());
            Wire wire = WireFactory.take();
            wire.serves(this, connection.getThreadId());
            return new Session(this, connection, wire);
        } catch (SQLException e) {
            throw unconnected(e);
        } catch (RuntimeException e) {
            throw DriverWords.unreadable(e)
                    .<RuntimeException>map(this::unconnected)
                    .orElse(e);
        }
    }

    private DatabaseException unconnected(SQLException e) {
        String here = name + " (" + endpoint + ")";
        Optional<Wire> wire = Optional.ofNullable(WireFactory.take());
        return wire.flatMap(Wire::foreign)
                .map(reason -> DatabaseException.foreign(here, reason, e))
                .or(() -> wire.flatMap(Wire::cutBecause)
                        .or(() -> TlsRefusal.hungUp(e))
                        .map(reason -> DatabaseException.cut(here, "", reason, e)))
                .orElseGet(() -> refused(here, e));
    }

    private DatabaseException refused(String here, SQLException e) {
        return TlsRefusal.of(e)
                .or(() ->
                        DriverWords.unspokenWay(e).map(plugin -> "the server " + PasswordAnswer.refusal(login, plugin)))
                .map(reason -> DatabaseException.unproved(here, reason, e))
                .orElseGet(() -> new DatabaseException(here, "", e));
    }

    private Configuration.Builder options() throws SQLException {
        return DriverOptions.of(this)
                .connectTimeout((int) CONNECT_TIMEOUT.toMillis())
                .tcpKeepAlive(true)
                .socketFactory(WireFactory.class.getName())
                // A server may limit how many rows any SELECT answers; a list cut short would look complete. And
                // init_connect, or an older server's own default, may end autocommit behind the driver's back: a SELECT
                // would open a snapshot that nobody ends, and everything read later would be as it was then.
                .sessionVariables("autocommit=1,sql_select_limit=18446744073709551615,sql_big_selects=1")
                // One statement at a time, written out in full: prepared CALLs and DDL differ too much between 10.0 and
                // 11.
                .useServerPrepStmts(false);
    }
}
