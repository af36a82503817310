package dev.evenkeel.catalog.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.catalog.sql.Unseen;
import org.junit.jupiter.api.Test;

/** No word of an account or of its grants is passed over. */
class AccountWordsTest {
    private static final String USER =
            "CREATE USER `u`@`h` IDENTIFIED VIA ed25519 USING 'h1' OR unix_socket REQUIRE ISSUER"
                    + " 'i' SUBJECT 's' CIPHER 'c' WITH MAX_QUERIES_PER_HOUR 1 MAX_USER_CONNECTIONS 4 MAX_STATEMENT_TIME 5.000000"
                    + " ACCOUNT LOCK PASSWORD EXPIRE INTERVAL 30 DAY";

    private static final String GRANT =
            "GRANT SELECT, INSERT (`a`, `b`), EXECUTE ON PROCEDURE `d`.`p` TO `u`@`h` WITH" + " GRANT OPTION";

    private static final String GLOBAL_GRANT =
            "GRANT SELECT, RELOAD ON *.* TO `u`@`h` REQUIRE SSL WITH GRANT OPTION" + " MAX_QUERIES_PER_HOUR 3";

    @Test
    void no_word_of_an_account() {
        // The account's name is known, and what follows OR and WITH says so itself.
        assertThat(Unseen.words(USER, Identification::read))
                .containsExactly("create", "user", "u", "@", "h", "or", "with");
    }

    @Test
    void no_word_of_a_grant() {
        assertThat(Unseen.words(GRANT, AccountWordsTest::grant)).containsExactly(",", "@", "h", "with");
        assertThat(Unseen.words(GLOBAL_GRANT, AccountWordsTest::grant)).containsExactly("@", "h", "with");
    }

    private static Object grant(String line) {
        GrantReader reader = new GrantReader(capability -> true, "u", "'u'@'h'");
        reader.read(line);
        return reader.privileges() + " " + reader.options();
    }
}
