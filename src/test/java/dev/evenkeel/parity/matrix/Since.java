package dev.evenkeel.parity.matrix;

import dev.evenkeel.mariadb.ServerVersion;

/** From which version on servers know what a case is about. */
enum Since {
    ALWAYS(10, 0),
    V10_2(10, 2),
    V10_3(10, 3),
    V10_4(10, 4),
    V10_5(10, 5),
    V10_7(10, 7),
    V10_10(10, 10),
    /** The target alone need know it. */
    TARGET_V11_4(11, 4);

    private final int major;
    private final int minor;

    Since(int major, int minor) {
        this.major = major;
        this.minor = minor;
    }

    boolean knownTo(ServerVersion source, ServerVersion target) {
        return target.atLeast(major, minor) && (this == TARGET_V11_4 || source.atLeast(major, minor));
    }
}
