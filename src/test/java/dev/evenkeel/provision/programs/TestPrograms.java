package dev.evenkeel.provision.programs;

import dev.evenkeel.environment.DumpProgram;
import java.nio.file.Path;

/** The programs that come with a version of the servers that exists as an artifact. */
public final class TestPrograms {
    private TestPrograms() {}

    /** The folder that holds {@code bin} and {@code libs}, fetched where it is missing. */
    public static Path home(String version) {
        return ServerHome.ofArtifact(version, line -> {}).folder();
    }

    public static DumpProgram dump(String version) {
        return ServerHome.ofArtifact(version, line -> {}).dump().orElseThrow();
    }
}
