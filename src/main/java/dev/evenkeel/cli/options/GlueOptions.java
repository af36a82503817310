package dev.evenkeel.cli.options;

import dev.evenkeel.run.Plan;
import dev.evenkeel.run.own.StepJars;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** Where steps come from beside evenkeel's own. */
public final class GlueOptions {
    @Option(names = "--glue", paramLabel = "JAR", description = "Steps of your own: a jar of step classes. Repeatable.")
    private List<Path> jars = List.of();

    public List<Path> files() {
        return jars;
    }

    /** Those that a plan names, or the same at another place. */
    public StepJars stepsOf(Plan plan) {
        return jars.isEmpty()
                ? StepJars.of(
                        plan.glue().stream().map(jar -> Path.of(jar.file())).toList())
                : steps();
    }

    public StepJars steps() {
        return StepJars.of(jars);
    }
}
