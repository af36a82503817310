package dev.evenkeel.report.folder;

/** Which evenkeel this is. Reports name the one that wrote them: another one may word them otherwise. */
public final class ToolVersion {
    private ToolVersion() {}

    /** The version that the build wrote into the jar. */
    public static String text() {
        String built = ToolVersion.class.getPackage().getImplementationVersion();
        return built == null ? "of the working tree" : built;
    }
}
