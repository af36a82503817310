package dev.evenkeel.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.evenkeel.environment.Misconfigured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
    @TempDir
    private Path reports;

    @Test
    void is_for_its_owner_alone() throws IOException {
        Path run = RunFolder.create(reports, Clock.systemUTC());

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(run)))
                .isEqualTo("rwx------");
        assertThat(reports.resolve("latest").toRealPath()).isEqualTo(run.toRealPath());
    }

    @Test
    void says_whose_folder_it_stands_in_where_that_is_anothers() throws IOException {
        Path run = RunFolder.create(reports, Clock.systemUTC());
        assertThat(RunFolder.doubt(run)).isEmpty();
        assumeThat(System.getProperty("user.name"))
                .as("only root gives a folder away")
                .isEqualTo("root");

        Files.setAttribute(reports, "unix:uid", 65_534);

        assertThat(RunFolder.doubt(run))
                .contains(reports.toRealPath() + " belongs to the account "
                        + Files.getOwner(reports).getName()
                        + ", which cannot read what the run writes and could exchange it");
        Files.setAttribute(reports, "unix:uid", 0);
    }

    @Test
    void is_not_made_where_every_account_could_exchange_it() throws IOException {
        Files.setPosixFilePermissions(reports, PosixFilePermissions.fromString("rwxrwxrwx"));
        String refusal = "no folder for the run can be made in " + reports + " (" + reports + " is writable by every"
                + " account of this machine, which could exchange what is made there; chmod o-w it, or make a folder of"
                + " your own in it and give that); give a folder that can be written by --reports";

        assertThat(RunFolder.problem(reports)).contains(refusal);
        assertThatThrownBy(() -> RunFolder.create(reports, Clock.systemUTC()))
                .isInstanceOf(Misconfigured.class)
                .hasMessage(refusal);
        assertThat(reports).isEmptyDirectory();
    }
}
