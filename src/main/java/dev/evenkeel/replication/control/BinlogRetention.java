package dev.evenkeel.replication.control;

import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.replication.NotPossible;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** How long a server keeps its binlogs, by the setting that it has for it. */
public final class BinlogRetention {
    /** What a server that never purges by itself keeps them for. */
    public static final Duration FOREVER = Duration.ofDays(36_500);

    private static final String NONE = "NULL";
    private static final Duration DAY = Duration.ofDays(1);

    private final Server master;
    private final Optional<Server> privileged;
    private final Consumer<String> sent;
    private final Control control;

    /**
     * @param privileged the same server as an account that may set its variables, where statements control it
     * @param sent receives every statement as it is sent
     */
    public BinlogRetention(Server master, Optional<Server> privileged, Consumer<String> sent, Control control) {
        this.master = master;
        this.privileged = privileged;
        this.sent = sent;
        this.control = control;
    }

    /** The present setting: RDS's hours or NULL, or the server's days, of which later versions have fractions. */
    public String setting() {
        try (Session session = master.open()) {
            if (control == Control.STATEMENTS) {
                return new BigDecimal(session.text("SELECT @@GLOBAL.expire_logs_days"))
                        .stripTrailingZeros()
                        .toPlainString();
            }
            return session
                    .list(
                            "CALL mysql.rds_show_configuration()",
                            row -> row.text("name").equals("binlog retention hours")
                                    ? row.optional("value")
                                    : Optional.<String>empty())
                    .stream()
                    .flatMap(Optional::stream)
                    .findFirst()
                    .orElse(NONE);
        }
    }

    /** For how long they are kept; zero where they are purged as soon as they can be. */
    public Duration kept() {
        String setting = setting();
        if (control == Control.PROCEDURES) {
            return setting.equals(NONE) ? Duration.ZERO : Duration.ofHours(Long.parseLong(setting));
        }
        double days = Double.parseDouble(setting);
        return days == 0 ? FOREVER : Duration.ofSeconds(Math.round(days * DAY.toSeconds()));
    }

    /** The setting that keeps them at least for so long. */
    public String settingFor(Duration time) {
        return Long.toString(roundedUp(time, control == Control.PROCEDURES ? Duration.ofHours(1) : DAY));
    }

    /** @param setting one that {@link #setting} or {@link #settingFor} told */
    public void set(String setting) {
        if (!setting.equals(NONE) && !setting.matches("[0-9.]{1,20}")) {
            throw new IllegalArgumentException("no retention: " + setting);
        }
        if (control == Control.PROCEDURES) {
            String call = "CALL mysql.rds_set_configuration('binlog retention hours', " + setting + ")";
            sent.accept(call);
            try (Session session = master.open()) {
                session.execute(call);
            }
            return;
        }
        Server account = privileged.orElseThrow(() -> new NotPossible(master.name()
                + " keeps its binlogs by a variable, which takes an account with BINLOG ADMIN or SUPER to set; give one as"
                + " servers." + master.name() + ".parameters in the profile"));
        try (Session session = account.open()) {
            String statement = "SET GLOBAL expire_logs_days = " + setting;
            sent.accept(statement);
            session.execute(statement);
        }
    }

    private static long roundedUp(Duration time, Duration unit) {
        return (time.toSeconds() + unit.toSeconds() - 1) / unit.toSeconds();
    }
}
