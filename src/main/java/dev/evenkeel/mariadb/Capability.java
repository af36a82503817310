package dev.evenkeel.mariadb;

/**
 * What a server can do that another cannot. Everybody above asks for a capability; version numbers are compared here
 * and nowhere else.
 */
public enum Capability {
    /** SHOW SLAVE STATUS is open to REPLICATION CLIENT; from 10.5 it wants SLAVE MONITOR, which RDS grants nobody. */
    REPLICA_STATUS_FOR_REPLICATION_CLIENT {
        @Override
        boolean heldBy(ServerVersion version) {
            return !version.atLeast(10, 5);
        }
    },
    /** SUPER is split into BINLOG ADMIN, READ_ONLY ADMIN and so on. */
    SPLIT_SUPER {
        @Override
        boolean heldBy(ServerVersion version) {
            return version.atLeast(10, 5);
        }
    },
    /** SUPER writes past read_only; later only READ_ONLY ADMIN does. */
    SUPER_PASSES_READ_ONLY {
        @Override
        boolean heldBy(ServerVersion version) {
            return !version.atLeast(10, 11);
        }
    },
    /**
     * SUPER may create objects for another DEFINER; later that takes SET USER, which 10.5 split off. Seen on 10.11.5 still, and on
     * 11.4.5 no more.
     */
    SUPER_SETS_DEFINERS {
        @Override
        boolean heldBy(ServerVersion version) {
            return !version.atLeast(11, 0);
        }
    },
    /** A prepared CHANGE MASTER inside a procedure takes its values; on 10.1.8 it runs with empty ones. */
    PREPARED_CHANGE_MASTER {
        @Override
        boolean heldBy(ServerVersion version) {
            return version.compareTo(new ServerVersion(10, 1, 8)) != 0;
        }
    },
    /** DELETE HISTORY exists, which RDS withholds, so that GRANT ALL on a schema is refused to its master user. */
    DELETE_HISTORY {
        @Override
        boolean heldBy(ServerVersion version) {
            return version.atLeast(10, 3);
        }
    },
    /** SHOW CREATE ROUTINE is a privilege of its own. */
    SHOW_CREATE_ROUTINE_PRIVILEGE {
        @Override
        boolean heldBy(ServerVersion version) {
            return version.atLeast(11, 3);
        }
    },
    /** Accounts are described by SHOW CREATE USER; before, by the grant tables and SHOW GRANTS alone. */
    SHOW_CREATE_USER {
        @Override
        boolean heldBy(ServerVersion version) {
            return version.atLeast(10, 2);
        }
    },
    /**
     * Conversions between character sets that the server makes by itself are not written into a column's expression. Seen to
     * be left out on 10.1.8 to 10.2.11, and written on 10.11.5 and 11.4.5.
     */
    UNWRITTEN_CONVERSIONS {
        @Override
        boolean heldBy(ServerVersion version) {
            return !version.atLeast(10, 11);
        }
    },
    /** A column of type JSON, which is LONGTEXT, gets CHECK (json_valid(…)). */
    JSON_CHECK {
        @Override
        boolean heldBy(ServerVersion version) {
            return version.compareTo(new ServerVersion(10, 4, 3)) >= 0;
        }
    },
    /** old_mode says whether utf8 is utf8mb3; before, it always is. */
    UTF8_CHOSEN_BY_OLD_MODE {
        @Override
        boolean heldBy(ServerVersion version) {
            return version.atLeast(10, 6);
        }
    },
    /** ALTER USER … ACCOUNT LOCK. */
    ACCOUNT_LOCK {
        @Override
        boolean heldBy(ServerVersion version) {
            return version.compareTo(new ServerVersion(10, 4, 2)) >= 0;
        }
    },
    /** CREATE SEQUENCE. */
    SEQUENCES {
        @Override
        boolean heldBy(ServerVersion version) {
            return version.atLeast(10, 3);
        }
    },
    /**
     * A UUID, which is stored with its parts in another order, is logged as it is printed; seen on 10.11.5 and 11.4.5. They
     * are also ordered by their version from here on.
     */
    UUIDS_LOGGED_AS_PRINTED {
        @Override
        boolean heldBy(ServerVersion version) {
            int since =
                    switch (version.major() + "." + version.minor()) {
                        case "10.10" -> 6;
                        case "10.11" -> 5;
                        case "11.0" -> 3;
                        case "11.1" -> 2;
                        default -> version.atLeast(11, 2) ? 0 : Integer.MAX_VALUE;
                    };
            return version.patch() >= since;
        }
    },
    /** Server and tools offer TLS by default, which costs a local server seconds of key making at its start. */
    TLS_BY_DEFAULT {
        @Override
        boolean heldBy(ServerVersion version) {
            return version.atLeast(11, 4);
        }
    };

    abstract boolean heldBy(ServerVersion version);
}
