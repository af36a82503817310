package dev.evenkeel.mariadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A MySQL is refused by its greeting, before anything is said to it. */
@Timeout(60)
class FlavourTest {
    private static final Login OURS = new Login("migrator", new Secret("not told"));

    @ParameterizedTest
    @CsvSource({
        "8.0.36",
        "8.0.36-28",
        "8.4.5-rds.20250101",
        "5.7.44-log",
        "5.7.44-48-log",
        "5.6.51-91.0-debug",
        "8.0.36-0ubuntu0.22.04.1",
        "9.4.0-commercial",
        "5.5.62-log",
        "10.0.0"
    })
    void a_server_of_mysql_hears_nothing_and_is_refused_in_words(String version) throws Exception {
        try (HostileServer mysql = HostileServer.callingItself(version, true)) {
            assertThatThrownBy(() -> server(mysql).open().close())
                    .isInstanceOfSatisfying(DatabaseException.class, e -> {
                        assertThat(e.foreign()).isTrue();
                        assertThat(e.lost()).as("worth another attempt").isFalse();
                    })
                    .hasMessage(
                            "source (" + mysql.endpoint() + "): this is MySQL " + version + "; evenkeel moves MariaDB");
            assertThat(mysql.heard()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.24-MariaDB-log,true",
        "5.5.68-MariaDB,true",
        "5.5.5-10.1.8-MariaDB-1~jessie,true",
        "5.5.5-10.1.48-MariaDB-0+deb9u2,true",
        "5.5.5-10.5.15-MariaDB-0+deb11u1-log,false",
        "5.5.5-10.6.14-MariaDB-log,false",
        "5.5.5-10.4.34-rds,false",
        "11.4.3-MariaDB-ubu2404,false",
        "11.8.3-MariaDB-rds,false",
        // An administrator may give a server from 10.2 on any name.
        "8.0.36,false",
        "12.3.1,false"
    })
    void a_server_of_mariadb_is_let_in_whatever_it_calls_itself(String version, boolean saysMysql) throws Exception {
        try (HostileServer mariadb = HostileServer.callingItself(version, saysMysql)) {
            server(mariadb).open().close();

            assertThat(mariadb.heard()).contains("migrator");
        }
    }

    @Test
    void what_a_terminal_would_obey_is_shown_as_a_number() throws Exception {
        try (HostileServer mysql = HostileServer.callingItself("8.0.36\u001b[2J", true)) {
            assertThatThrownBy(() -> server(mysql).open().close())
                    .hasMessage("source (" + mysql.endpoint()
                            + "): this is MySQL 8.0.36\\u001b[2J; evenkeel moves MariaDB");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.23-MariaDB,MariaDB Server,MARIADB",
        "10.11.6-MariaDB-0+deb12u1,Debian 12,MARIADB",
        "10.4.34-rds,Source distribution,MARIADB",
        "8.0.36,mariadb.org binary distribution,MARIADB",
        "8.0.36,MySQL Community Server - GPL,MYSQL",
        "8.0.36-28,'Percona Server (GPL), Release 28, Revision 47601f19',MYSQL"
    })
    void what_stands_between_may_greet_for_another(String version, String comment, Flavour flavour) {
        assertThat(Flavour.answering(version, comment)).isEqualTo(flavour);
    }

    private static Server server(HostileServer hostile) {
        return new Server("source", hostile.endpoint(), OURS);
    }
}
