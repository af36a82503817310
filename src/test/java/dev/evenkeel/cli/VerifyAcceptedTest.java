package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.environment.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Differences that the profile accepts by name, as a verification meets them. */
class VerifyAcceptedTest {
    @TempDir
    private Path folder;

    private VerifiedPair pair;

    @BeforeEach
    void an_account_and_a_setting_that_differ() {
        pair = new VerifiedPair(folder);
        VerifiedPair.SIDES.forEach(side -> {
            VerifiedPair.on(side, "CREATE USER accepted_less IDENTIFIED BY 'x'");
            VerifiedPair.on(side, "GRANT SELECT ON verified.* TO accepted_less");
        });
        VerifiedPair.on(Role.SOURCE, "GRANT DELETE ON verified.* TO accepted_less");
        VerifiedPair.on(Role.SOURCE, "SET GLOBAL group_concat_max_len = 4096");
        VerifiedPair.on(Role.TARGET, "SET GLOBAL group_concat_max_len = 2048");
    }

    @AfterEach
    void the_same_again() {
        VerifiedPair.SIDES.forEach(side -> {
            VerifiedPair.on(side, "DROP USER accepted_less");
            VerifiedPair.on(side, "SET GLOBAL group_concat_max_len = DEFAULT");
        });
        pair.close();
    }

    @Test
    void are_allowed_and_told_with_their_reasons() throws IOException {
        VerifiedPair.Ran ran = verify("""
                accept:
                  settings: {group_concat_max_len: nobody concatenates so much}
                  accounts:
                    accepted_less@%:
                      grant DELETE ON `verified`.*: the new server only reads
                    accepted_gone@%:
                      missing: it was dropped
                """);

        assertThat(ran.of("difference"))
                .anyMatch(line -> line.at("/name").asText().equals("'accepted_less'@'%'")
                        && line.at("/verdict").asText().equals("Allowed"))
                .anyMatch(line -> line.at("/name").asText().equals("group_concat_max_len")
                        && line.at("/verdict").asText().equals("Allowed"));
        String account =
                "accepted difference of account 'accepted_less'@'%': grant DELETE ON `verified`.* is missing on"
                        + " target";
        assertThat(ran.of("limit"))
                .anyMatch(line -> line.at("/what").asText().equals(account)
                        && line.at("/because").asText().equals("the new server only reads"))
                .anyMatch(line -> line.at("/because").asText().equals("nobody concatenates so much"));
        assertThat(ran.of("note"))
                .anyMatch(
                        line -> line.at("/text").asText().contains("missing of 'accepted_gone'@'%' (it was dropped)"));
        assertThat(pair.audit().at("/deviations").toString())
                .contains(account)
                .contains("accepted difference of setting group_concat_max_len: 4096 on source, 2048 on target");
    }

    @Test
    void hide_nothing_else() throws IOException {
        VerifiedPair.on(Role.TARGET, "SET PASSWORD FOR accepted_less = PASSWORD('y')");

        VerifiedPair.Ran ran = verify("""
                accept:
                  accounts:
                    accepted_less@%:
                      grant DELETE ON `verified`.*: the new server only reads
                """);

        assertThat(ran.exit()).isEqualTo(3);
        assertThat(ran.of("difference"))
                .anyMatch(line -> line.at("/name").asText().equals("'accepted_less'@'%'")
                        && line.at("/verdict").asText().equals("Different")
                        && line.at("/detail").asText().startsWith("another password"))
                .anyMatch(line -> line.at("/name").asText().equals("group_concat_max_len")
                        && line.at("/verdict").asText().equals("Different"));
    }

    @Test
    void must_be_known_by_name() throws IOException {
        VerifiedPair.Ran ran = verify("""
                accept:
                  settings: {colour: red}
                  accounts:
                    accepted_less@%:
                      everything: why not
                """);

        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err())
                .contains("accept.settings names colour, which is not compared")
                .contains(
                        "accept.accounts.'accepted_less'@'%' names everything, which is not a kind of difference between accounts");
    }

    private VerifiedPair.Ran verify(String accept) throws IOException {
        Path profile = pair.profile();
        Files.writeString(profile, Files.readString(profile) + accept);
        return pair.verify(profile, "--what", "accounts,settings");
    }
}
