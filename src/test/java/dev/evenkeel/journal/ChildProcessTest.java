package dev.evenkeel.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ChildProcessTest {
    @Test
    void a_program_gets_what_it_needs_and_nothing_that_could_be_a_password() {
        assertThat(List.of("PATH", "HOME", "LANG", "LC_ALL", "TZ")).allMatch(ChildProcess::given);
        assertThat(List.of("MYSQL_PWD", "SOURCE_PASSWORD", "AWS_SECRET_ACCESS_KEY", "http_proxy", "JAVA_TOOL_OPTIONS"))
                .noneMatch(ChildProcess::given);
    }

    @Test
    void a_program_that_runs_has_no_other_variable() throws IOException, InterruptedException {
        ProcessBuilder builder = ChildProcess.of(List.of("cat"));
        builder.environment().put("LD_LIBRARY_PATH", "/nowhere");
        Process process = builder.start();
        try {
            String environment = Files.readString(
                    Path.of("/proc", Long.toString(process.pid()), "environ"), StandardCharsets.ISO_8859_1);

            assertThat(Stream.of(environment.split("\0")).map(variable -> variable.split("=")[0]))
                    .contains("LD_LIBRARY_PATH", "PATH")
                    .allMatch(ChildProcess::given);
            assertThat(System.getenv().keySet())
                    .as("this process has others")
                    .anyMatch(name -> !ChildProcess.given(name));
        } finally {
            process.getOutputStream().close();
            process.waitFor();
        }
    }
}
