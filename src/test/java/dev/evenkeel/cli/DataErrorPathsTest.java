package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.cli.options.DataOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** What a user reads whose data cannot be rehearsed with. */
class DataErrorPathsTest extends RefusedRehearsals {
    @Test
    void data_that_is_not_there() {
        assertRefused("--data", folder.resolve("none.sql").toString());

        assertThat(lines()).singleElement().asString().contains("none.sql").contains("give");
    }

    @Test
    void data_that_hold_nothing_or_are_no_sql_are_refused_all_at_once() throws IOException {
        Path empty = Files.writeString(folder.resolve("empty.sql"), "");
        Path comments = Files.writeString(folder.resolve("comments.sql"), "-- nothing\n# here\n");
        Path zip = Files.writeString(folder.resolve("shop.zip"), "PK\u0003\u0004");
        Path good = Files.writeString(folder.resolve("good.sql"), "CREATE TABLE t (a INT);");
        Path gz = folder.resolve("empty.sql.gz");
        new GZIPOutputStream(Files.newOutputStream(gz)).close();

        assertRefused(
                "--data",
                empty.toString(),
                "--data",
                comments.toString(),
                "--data",
                good.toString(),
                "--data",
                zip.toString(),
                "--data",
                gz.toString(),
                "--data",
                folder.resolve("none.sql").toString());

        assertThat(lines())
                .containsExactlyInAnyOrder(
                        "evenkeel: --data: the dump " + empty + " holds no statement; dump again, or leave it out",
                        "evenkeel: --data: the dump " + comments + " holds no statement; dump again, or leave it out",
                        "evenkeel: --data: the dump " + gz + " holds no statement; dump again, or leave it out",
                        "evenkeel: --data: the dump " + zip + " is a zip archive; unpack it; needed is SQL text",
                        "evenkeel: --data " + folder.resolve("none.sql")
                                + " is not there; give a dump, plain SQL or .gz, that this account may read");
    }

    @Test
    void data_from_a_pipe_or_a_device() {
        assertRefused("--data", "/dev/null");

        assertThat(lines())
                .containsExactly("evenkeel: --data /dev/null is a pipe or a device, and must be a file that can be read"
                        + " twice; give a dump, plain SQL or .gz, that this account may read");
    }

    @Test
    void databases_that_files_cannot_go_into() throws IOException {
        Path good = Files.writeString(folder.resolve("good.sql"), "CREATE TABLE t (a INT);");

        assertRefused("--into", "shop");
        assertThat(text()).contains("--into says where the files of --data go, and there is none");
        said.reset();
        assertRefused("--data", good.toString(), "--into", "MySQL");
        assertThat(text()).contains("--into MySQL: this database is the server's own; name another");
        said.reset();
        assertRefused("--data", good.toString(), "--into", "assessment");
        assertThat(text()).contains("writes to a database of that name; name another");
        said.reset();
        assertRefused("--into", "a", "--data", good.toString(), "--into", "b");
        assertThat(text()).contains("--into a comes before the first --data; of several, each must follow its files");
        said.reset();
        assertRefused("--data", good.toString(), "--into", "x".repeat(65));
        assertThat(text()).contains("1 to 64 characters");
        said.reset();
        assertRefused("--data");
    }

    @Test
    void each_file_goes_where_the_options_around_it_say() {
        assertThat(where("--data", "a", "--data", "b", "--into", "x", "--data", "c", "--into", "y", "--data", "d"))
                .containsExactly("a x", "b x", "c y", "d -");
        assertThat(where("--into", "x", "--data", "a", "--data=b")).containsExactly("a x", "b x");
        assertThat(where("--data", "a")).containsExactly("a -");
    }

    private static List<String> where(String... arguments) {
        DataOptions options = new DataOptions();
        CommandSpec command = CommandSpec.create().addMixin("data", CommandSpec.forAnnotatedObject(options));
        new CommandLine(command).parseArgs(arguments);
        return options.files().stream()
                .map(file -> file.file() + " " + file.into().orElse("-"))
                .toList();
    }

    @Test
    void a_dump_that_the_server_refuses_is_named_with_its_line_and_leaves_a_report() throws IOException {
        Path dump = folder.resolve("broken.sql.gz");
        try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(dump))) {
            out.write("CREATE DATABASE broken;\nUSE broken;\nCREATE TABLE t (id INT);\nINSRT INTO t VALUES (1);\n"
                    .getBytes(StandardCharsets.UTF_8));
        }

        assertThat(rehearse("--data", dump.toString())).isEqualTo(2);

        assertThat(text()).contains("broken.sql.gz line 4: ").doesNotContain("\tat ");
        Path run = folder.resolve("reports/latest");
        assertThat(run.resolve("journal.ndjson")).exists();
        assertThat(run.resolve("audit.html")).exists();
        assertThat(run.resolve("audit.json")).exists();
    }
}
