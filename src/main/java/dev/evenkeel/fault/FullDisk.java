package dev.evenkeel.fault;

import dev.evenkeel.environment.Machine;

/** The disk of a server's data, full to its last block. Only where the profile gives the server a disk of its own. */
public final class FullDisk {
    private static final String FOLDER = "/var/lib/mysql";
    private static final String BALLAST = FOLDER + "/evenkeel-ballast";

    private FullDisk() {}

    /** @throws IllegalStateException when filling it would fill the disk of this machine */
    public static Mishaps.Mishap on(Machine machine) {
        if (machine.run("grep", "-q", " " + FOLDER + " tmpfs ", "/proc/mounts").exit() != 0) {
            throw new IllegalStateException("the " + machine.role()
                    + " has no disk of its own, and filling it would fill this machine's; say disk: 1g for servers."
                    + machine.role() + " in the profile");
        }
        return new Mishaps.Mishap("the disk of the " + machine.role() + " is full", () -> fill(machine), () -> {
            machine.run("rm", "-f", BALLAST);
        });
    }

    private static void fill(Machine machine) {
        machine.run("sh", "-c", "cat /dev/zero >" + BALLAST + " 2>/dev/null");
    }
}
