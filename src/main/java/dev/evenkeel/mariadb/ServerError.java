package dev.evenkeel.mariadb;

/** The server's error numbers that somebody here decides by, under the server's own names. */
public enum ServerError {
    ER_DB_DROP_EXISTS(1008),
    ER_CANT_LOCK(1015),
    ER_DBACCESS_DENIED_ERROR(1044),
    ER_ACCESS_DENIED_ERROR(1045),
    ER_BAD_DB_ERROR(1049),
    ER_PARSE_ERROR(1064),
    ER_NO_SUCH_THREAD(1094),
    ER_NONEXISTING_GRANT(1141),
    ER_NO_SUCH_TABLE(1146),
    ER_NET_PACKET_TOO_LARGE(1153),
    ER_UNKNOWN_SYSTEM_VARIABLE(1193),
    ER_LOCK_WAIT_TIMEOUT(1205),
    ER_LOCK_DEADLOCK(1213),
    ER_SPECIFIC_ACCESS_DENIED_ERROR(1227),
    ER_OPTION_PREVENTS_STATEMENT(1290),
    ER_CANNOT_USER(1396),
    ER_BINLOG_UNSAFE_ROUTINE(1418),
    ER_BINLOG_CREATE_ROUTINE_NEED_SUPER(1419),
    ER_EVENT_DOES_NOT_EXIST(1539),
    ER_EVENT_CANNOT_ALTER_IN_THE_PAST(1589),
    ER_SIGNAL_EXCEPTION(1644),
    ER_CONNECTION_KILLED(1927),
    ER_STATEMENT_TIMEOUT(1969),
    ER_ACCOUNT_HAS_BEEN_LOCKED(4151);

    private final int number;

    ServerError(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }
}
