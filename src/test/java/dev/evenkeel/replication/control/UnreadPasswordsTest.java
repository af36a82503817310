package dev.evenkeel.replication.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.environment.LinkTls;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.environment.TestServers;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.Secret;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.replication.NotPossible;
import dev.evenkeel.replication.binlog.Binlog;
import dev.evenkeel.replication.feed.Traces;
import dev.evenkeel.workload.SampleDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No password that is set on a server, or sent to one, can be read in what the servers write down. */
@Timeout(180)
class UnreadPasswordsTest {
    /** Written in SQL as it is, so that it would be found there. */
    private static final Login ACCOUNT = new Login("unread", new Secret("unread-in-any-log"));

    private Servers servers;

    /** 10.1.8 with 10.1.23, and 10.11.5 with 11.4.5. */
    static Stream<Servers> pairs() {
        return Stream.of(TestServers.embedded(), TestServers.modern());
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("pairs")
    void the_replication_account_is_made_without_its_password(Servers pair) {
        servers = pair;
        for (Role role : List.of(Role.SOURCE, Role.TARGET)) {
            logEverything(role);
            SourceSettings settings = new SourceSettings(pair.master(role), sent -> assertThat(sent)
                    .doesNotContain(ACCOUNT.password().reveal()));

            settings.createReplicationUser(ACCOUNT);

            assertThat(settings.takes(ACCOUNT)).isTrue();
            assertThat(settings.takes(new Login(ACCOUNT.user(), new Secret("another"))))
                    .isFalse();
            assertThat(read(admin(role), ACCOUNT)).isEmpty();
            assertThat(logged(role, "CREATE USER")).as("the log was on").isPositive();
        }
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("pairs")
    void the_account_takes_a_password_of_any_signs(Servers pair) {
        servers = pair;
        for (Role role : List.of(Role.SOURCE, Role.TARGET)) {
            SourceSettings settings = new SourceSettings(pair.master(role), sent -> {});
            for (String password : List.of("p\u00e4ss'\"\\?%word \ud83d\udd11", "", "*" + "0".repeat(40))) {
                Login account = new Login(ACCOUNT.user(), new Secret(password));

                settings.createReplicationUser(account);

                assertThat(settings.takes(account)).as(password).isTrue();
                settings.dropReplicationUser(account.user());
            }
        }
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("pairs")
    void the_accounts_of_the_sample_data_are_made_and_changed_without_their_passwords(Servers pair) {
        servers = pair;
        logEverything(Role.SOURCE);
        Server admin = admin(Role.SOURCE);
        // The second time the accounts are there, and their passwords are set again.
        for (String password : List.of("unread-sample-one", "unread-sample-two")) {
            on(Role.SOURCE, "DROP DATABASE IF EXISTS " + SampleDatabase.SCHEMA);
            Login application = new Login(ACCOUNT.user(), new Secret(password));

            new SampleDatabase(7, 20_000).create(admin, admin, application, Observer.NONE);

            for (Login account : SampleDatabase.accounts(application)) {
                assertThat(new SourceSettings(admin, sent -> {}).takes(account)).isTrue();
                assertThat(read(admin, account)).isEmpty();
            }
        }
        assertThat(logged(Role.SOURCE, "SET PASSWORD")).as("the log was on").isPositive();
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("pairs")
    void the_accounts_of_the_stand_ins_are_made_without_their_passwords(Servers pair) {
        servers = pair;
        for (Role role : Role.values()) {
            for (Login account : List.of(
                    pair.master(role).login(), pair.replication(), admin(role).login())) {
                assertThat(Traces.inBinlogs(admin(role), account.password().reveal()))
                        .isEmpty();
            }
        }
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("pairs")
    void the_password_that_the_target_is_told_is_in_none_of_its_logs(Servers pair) {
        servers = pair;
        BinlogPosition end = admin(Role.SOURCE).read(Binlog::position);
        for (ReplicaControl target : targets()) {
            logEverything(Role.TARGET);
            on(Role.TARGET, "SET GLOBAL general_log = OFF");

            target.follow(pair.master(Role.SOURCE).endpoint(), ACCOUNT, end, LinkTls.OFF);

            assertThat(target.status()).isPresent();
            assertThat(read(admin(Role.TARGET), ACCOUNT)).isEmpty();
            assertThat(Traces.inBinlogs(admin(Role.SOURCE), ACCOUNT.password().reveal()))
                    .isEmpty();
            on(Role.TARGET, "RESET SLAVE ALL");
        }
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("pairs")
    void a_target_whose_general_log_would_keep_the_password_is_not_told_it(Servers pair) {
        servers = pair;
        logEverything(Role.TARGET);
        ReplicaControl target = targets().get(0);
        String found =
                "target: general_log is ON, must be OFF until it follows the source: the statement that points it"
                        + " there carries the password of the replication account, and that log would keep it in clear; set it"
                        + " to OFF by SET GLOBAL, on RDS in the parameter group";

        assertThat(target.loggedPassword()).contains(found);
        assertThatThrownBy(() -> target.follow(
                        pair.master(Role.SOURCE).endpoint(),
                        ACCOUNT,
                        new BinlogPosition("mysql-bin-changelog.000001", 4),
                        LinkTls.OFF))
                .isInstanceOf(NotPossible.class)
                .hasMessage(found);

        assertThat(target.status()).isEmpty();
        assertThat(read(admin(Role.TARGET), ACCOUNT)).isEmpty();
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("pairs")
    void an_account_that_may_do_that_keeps_the_password_out_of_the_general_log(Servers pair) {
        servers = pair;
        logEverything(Role.TARGET);
        ReplicaControl target = targets().get(1);

        assertThat(target.loggedPassword()).isEmpty();
        target.follow(
                pair.master(Role.SOURCE).endpoint(),
                ACCOUNT,
                new BinlogPosition("mysql-bin-changelog.000001", 4),
                LinkTls.OFF);

        assertThat(target.status()).isPresent();
        assertThat(read(admin(Role.TARGET), ACCOUNT)).isEmpty();
        assertThat(logged(Role.TARGET, "SHOW")).as("the log was on").isPositive();
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("pairs")
    void a_password_in_clear_would_have_been_found(Servers pair) {
        servers = pair;
        logEverything(Role.SOURCE);

        on(Role.SOURCE, "CREATE USER unread@'%' IDENTIFIED BY 'unread-in-clear'");

        List<String> found = read(admin(Role.SOURCE), new Login("unread", new Secret("unread-in-clear")));
        assertThat(found)
                .anyMatch(place -> place.startsWith("source mysql-bin"))
                .anyMatch(place -> place.contains("_log"));
        on(Role.SOURCE, "FLUSH BINARY LOGS");
        on(Role.SOURCE, "DROP USER unread@'%'");
    }

    @AfterEach
    void clean() {
        for (Role role : List.of(Role.SOURCE, Role.TARGET)) {
            on(role, "SET GLOBAL general_log = OFF, slow_query_log = OFF, long_query_time = 10");
            on(role, "SET GLOBAL log_output = 'FILE', log_queries_not_using_indexes = OFF");
            on(role, "DROP DATABASE IF EXISTS " + SampleDatabase.SCHEMA);
            for (Login account : SampleDatabase.accounts(ACCOUNT)) {
                new SourceSettings(admin(role), sent -> {}).dropReplicationUser(account.user());
            }
        }
        on(Role.TARGET, "STOP SLAVE");
        on(Role.TARGET, "RESET SLAVE ALL");
        on(Role.TARGET, "DELETE FROM mysql.rds_replication_status");
    }

    /** Controlled by the procedures as the master user, and by statements as somebody who may do everything. */
    private List<ReplicaControl> targets() {
        Server admin = admin(Role.TARGET);
        return List.of(
                new ReplicaControl(
                        servers.master(Role.TARGET), Optional.empty(), UnreadPasswordsTest::shown, Control.PROCEDURES),
                new ReplicaControl(admin, Optional.of(admin), UnreadPasswordsTest::shown, Control.STATEMENTS));
    }

    private static void shown(String sent) {
        assertThat(sent).doesNotContain(ACCOUNT.password().reveal());
    }

    private void logEverything(Role role) {
        on(role, "SET GLOBAL log_output = 'TABLE', long_query_time = 0, log_queries_not_using_indexes = ON");
        on(role, "TRUNCATE mysql.general_log");
        on(role, "TRUNCATE mysql.slow_log");
        on(role, "SET GLOBAL general_log = ON, slow_query_log = ON");
    }

    private long logged(Role role, String words) {
        try (Session session = admin(role).open()) {
            return session.number("SELECT COUNT(*) FROM mysql.general_log WHERE argument LIKE ?", "%" + words + "%");
        }
    }

    private static List<String> read(Server admin, Login account) {
        List<String> found =
                new ArrayList<>(Traces.inBinlogs(admin, account.password().reveal()));
        found.addAll(Traces.inLogTables(admin, account.password().reveal()));
        return found;
    }

    private Server admin(Role role) {
        return servers.parameters(role).orElseThrow();
    }

    private void on(Role role, String sql) {
        try (Session session = admin(role).open()) {
            session.execute(sql);
        }
    }
}
