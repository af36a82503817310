package dev.evenkeel.catalog.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.catalog.Catalog;
import dev.evenkeel.catalog.object.CatalogObject;
import dev.evenkeel.catalog.object.ObjectSnapshot;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.TestServers;
import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.Secret;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What would be left behind without a word. */
class MoveObstaclesTest {
    private static final Server ADMIN = TestServers.admin(Role.SOURCE);
    private static final Server SHORT_SIGHTED = ADMIN.as(new Login("shortsighted", new Secret("obstacles")));

    @BeforeEach
    @AfterEach
    void clean() {
        run(
                "DROP DATABASE IF EXISTS obstacles",
                "DROP DATABASE IF EXISTS innodb",
                "GRANT USAGE ON *.* TO shortsighted@'%' IDENTIFIED BY 'obstacles'",
                "DROP USER shortsighted@'%'");
    }

    @Test
    void settings_that_are_too_small_are_named_with_the_way_to_set_them_on_any_server() {
        // Which of the two is called the target is the test's own choice: this one takes smaller packets.
        try (Session large = TestServers.modern().master(Role.TARGET).open();
                Session small = TestServers.modern().master(Role.SOURCE).open()) {
            assertThat(MoveObstacles.ofTargetSettings(large, small))
                    .containsExactly(
                            "target: max_allowed_packet is 1048576, must be at least the source's 16777216; set it"
                                    + " by SET GLOBAL and in the option file, on RDS in the parameter group");
            assertThat(MoveObstacles.ofTargetSettings(small, large)).isEmpty();
        }
    }

    @Test
    void tables_are_moved_that_can_be_compared_as_wholes_and_others_are_named() {
        run("CREATE DATABASE obstacles");
        for (String engine : List.of("InnoDB", "MyISAM", "Aria", "MEMORY", "CSV")) {
            run("CREATE TABLE obstacles." + engine + " (id INT NOT NULL) ENGINE=" + engine);
        }
        try (Session session = ADMIN.openPinned()) {
            assertThat(MoveObstacles.ofTables(Catalog.tables(session, List.of("obstacles"))))
                    .containsExactly(
                            "obstacles.CSV is of engine CSV, must be InnoDB, MyISAM, Aria or MEMORY; convert it or"
                                    + " leave its database out");
        }
    }

    @Test
    void an_account_that_is_not_shown_everything_is_refused() {
        run("GRANT SELECT, EVENT ON *.* TO shortsighted@'%' IDENTIFIED BY 'obstacles'");

        assertThat(sight(SHORT_SIGHTED, List.of()))
                .containsExactly(
                        "source: the account lacks SHOW VIEW, TRIGGER ON *.*, and would overlook what it is not"
                                + " shown; grant them");
    }

    @Test
    void what_an_account_is_not_shown_is_unreadable_and_not_absent() {
        run(
                "CREATE DATABASE obstacles",
                "CREATE TABLE obstacles.t (id INT PRIMARY KEY)",
                "CREATE TRIGGER obstacles.g BEFORE INSERT ON obstacles.t FOR EACH ROW SET NEW.id = 1",
                "GRANT SELECT, SHOW VIEW, EVENT ON *.* TO shortsighted@'%' IDENTIFIED BY 'obstacles'");

        assertThat(unreadable(SHORT_SIGHTED))
                .containsExactly(new ObjectSnapshot.Unreadable(
                        CatalogObject.Kind.TRIGGER,
                        "",
                        "the account lacks TRIGGER ON `obstacles`.* and may not be shown all there are"));

        run("GRANT TRIGGER ON obstacles.* TO shortsighted@'%'");
        assertThat(unreadable(SHORT_SIGHTED)).isEmpty();
        assertThat(unreadable(ADMIN)).isEmpty();
    }

    private static List<ObjectSnapshot.Unreadable> unreadable(Server server) {
        try (Session session = server.openPinned()) {
            return ObjectSnapshot.read(session, List.of("obstacles")).unreadable();
        }
    }

    @Test
    void an_account_of_one_database_is_enough_for_that_one() {
        run("GRANT SELECT, SHOW VIEW, TRIGGER, EVENT ON `shop\\_%`.* TO shortsighted@'%' IDENTIFIED BY 'obstacles'");

        assertThat(sight(SHORT_SIGHTED, List.of("shop_1"))).isEmpty();
        assertThat(sight(SHORT_SIGHTED, List.of("shop_1", "shop")))
                .singleElement()
                .asString()
                .contains("ON `shop`.*");
        assertThat(sight(SHORT_SIGHTED, List.of())).singleElement().asString().contains("ON *.*");
    }

    @Test
    void a_database_that_stays_behind_is_named_unless_nobody_writes_to_it() {
        run("CREATE DATABASE obstacles");
        try (Session session = ADMIN.open()) {
            List<String> others = Catalog.databases(session).stream()
                    .filter(name -> !name.equals("obstacles"))
                    .toList();
            List<String> moved = new ArrayList<>(others);
            moved.add("elsewhere");

            assertThat(MoveObstacles.ofLeftOut(session, List.of(), Set.of())).isEmpty();
            assertThat(MoveObstacles.ofLeftOut(session, moved, Set.of()))
                    .containsExactly(
                            "source: databases: of the profile leaves out obstacles, and what is written to it would"
                                    + " stop the target's replication, which gets all that the source logs; name it too, or leave"
                                    + " databases: out, or, where nothing writes to it before the switch, say why with"
                                    + " accept.leftOut.obstacles");
            assertThat(MoveObstacles.ofLeftOut(session, moved, Set.of("obstacles")))
                    .isEmpty();
            assertThat(MoveObstacles.ofLeftOut(session, moved, Set.of("obstacles", "elsewhere", "gone")))
                    .containsExactlyInAnyOrder(
                            "accept.leftOut names elsewhere, which is to be moved; take it out",
                            "accept.leftOut names gone, which source has not; take it out");
        }
    }

    @Test
    void a_database_of_other_letters_is_another_one() {
        run("CREATE DATABASE obstacles");

        try (Session session = ADMIN.open()) {
            assertThat(MoveObstacles.ofNames(session, List.of("obstacles", "Obstacles", "nowhere")))
                    .containsExactly(
                            "source has no database Obstacles, but obstacles; name it in the profile as the server does,"
                                    + " or leave it out",
                            "source has no database nowhere; name it in the profile as the server does, or leave it out");
        }
    }

    @Test
    void the_master_user_sees_everything() {
        assertThat(sight(TestServers.embedded().master(Role.SOURCE), List.of())).isEmpty();
        assertThat(sight(ADMIN, List.of())).isEmpty();
    }

    @Test
    void a_table_below_a_name_of_the_servers_own_is_not_passed_over() {
        run("CREATE DATABASE innodb", "CREATE TABLE innodb.orders (id INT PRIMARY KEY)");

        try (Session session = ADMIN.open()) {
            assertThat(MoveObstacles.ofKeeping(session, List.of()))
                    .containsExactly("innodb.orders lies in a database whose name is the server's own, which is never"
                            + " moved; move the table to another one or drop it");
        }
    }

    @Test
    void a_target_with_a_database_of_its_own_is_no_copy_of_the_source() {
        run("CREATE DATABASE obstacles");

        try (Session session = ADMIN.open()) {
            assertThat(MoveObstacles.ofTarget(session, List.of("shop"), true))
                    .contains("source already has the database obstacles, which the source has not; name the databases"
                            + " to move in the profile if it is to stay, else drop it");
            assertThat(MoveObstacles.ofTarget(session, List.of("shop"), false)).isEmpty();
        }
    }

    private static List<String> sight(Server server, List<String> named) {
        try (Session session = server.open()) {
            return MoveObstacles.ofSight(session, named);
        }
    }

    private static void run(String... statements) {
        try (Session session = ADMIN.open()) {
            session.execute("SET sql_log_bin = 0");
            for (String statement : statements) {
                session.execute(statement);
            }
        }
    }
}
