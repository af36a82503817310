package dev.evenkeel.catalog.account;

import java.util.Collection;
import java.util.List;

/** What an account needs for a part of a move, in the names of 10.4, on the whole server if nothing else is said. */
public enum Need {
    /** To be shown every object there is: what it may not see it cannot miss. */
    OBJECTS(Account.MASTER, "SELECT", "SHOW VIEW", "TRIGGER", "EVENT"),
    /** The procedures of RDS. */
    PROCEDURES(Account.MASTER, "EXECUTE"),
    /** Who else is connected, and what holds a transaction open. */
    SESSIONS(Account.MASTER, "PROCESS"),
    /** Where a server's binlog is, and its replication. */
    POSITIONS(Account.MASTER, "REPLICATION CLIENT"),
    /** The binlog as a stream of changes. */
    CHANGES(Account.MASTER, "REPLICATION SLAVE"),
    /** Other accounts, which can only be given what their giver holds with the grant option. */
    ACCOUNTS(Account.MASTER, "CREATE USER"),
    /** What the copy does, apart from what each account is given. */
    COPY(
            Account.MASTER,
            "INSERT",
            "UPDATE",
            "DELETE",
            "CREATE",
            "DROP",
            "REFERENCES",
            "INDEX",
            "ALTER",
            "CREATE TEMPORARY TABLES",
            "CREATE VIEW",
            "CREATE ROUTINE",
            "ALTER ROUTINE"),
    /** A dump locks the tables that it fills. */
    LOCKS(Account.MASTER, "LOCK TABLES"),
    /** What shows that the source takes writes again. */
    WRITE_TEST("`evenkeel\\_write\\_test\\_%`.*", Account.MASTER, "CREATE", "DROP"),
    /** SET GLOBAL read_only. */
    READ_ONLY(Account.PARAMETERS, "READ_ONLY ADMIN"),
    /** SET GLOBAL expire_logs_days. */
    BINLOGS(Account.PARAMETERS, "BINLOG ADMIN"),
    /** STOP SLAVE, CHANGE MASTER TO. */
    REPLICATION(Account.PARAMETERS, "REPLICATION SLAVE ADMIN"),
    /** RESET SLAVE ALL. */
    RESET(Account.PARAMETERS, "RELOAD"),
    /** SHOW SLAVE STATUS, by the account that controls it. */
    STATUS(Account.PARAMETERS, "SLAVE MONITOR");

    /** Which account of a server: the one that the runbook runs as, or the one for the server's own statements. */
    public enum Account {
        MASTER,
        PARAMETERS
    }

    private final String scope;
    private final Account account;
    private final List<String> privileges;

    Need(Account account, String... privileges) {
        this("*.*", account, privileges);
    }

    Need(String scope, Account account, String... privileges) {
        this.scope = scope;
        this.account = account;
        this.privileges = List.of(privileges);
    }

    /** What they are granted on. */
    String scope() {
        return scope;
    }

    public Account account() {
        return account;
    }

    public List<String> privileges() {
        return privileges;
    }

    /** The privileges of several, each once. */
    public static List<String> privileges(Collection<Need> needs) {
        return needs.stream()
                .flatMap(need -> need.privileges.stream())
                .distinct()
                .toList();
    }
}
