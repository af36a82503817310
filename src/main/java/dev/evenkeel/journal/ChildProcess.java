package dev.evenkeel.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The only way to start programs: they are given what they need of this process's environment and no more. A profile names
 * environment variables that hold passwords, and others that no program of ours asks for hold more of them.
 */
public final class ChildProcess {
    private static final Set<String> GIVEN = Set.of(
            "PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "LANGUAGE", "TZ", "TMPDIR", "TERM", "LD_LIBRARY_PATH");

    private ChildProcess() {}

    /** Its command may be added to. */
    public static ProcessBuilder of(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command));
        builder.environment().keySet().removeIf(name -> !given(name));
        return builder;
    }

    static boolean given(String name) {
        return GIVEN.contains(name) || name.startsWith("LC_");
    }
}
