package dev.evenkeel.run;

import dev.evenkeel.environment.Environment;
import dev.evenkeel.environment.Misconfigured;
import dev.evenkeel.environment.Profile;
import dev.evenkeel.parity.inventory.AcceptedNames;
import dev.evenkeel.provision.Provision;
import dev.evenkeel.runbook.Runbook;
import dev.evenkeel.runbook.glue.Breaks;
import dev.evenkeel.runbook.text.RunbookRefused;
import dev.evenkeel.runbook.vocabulary.StepCatalog;
import dev.evenkeel.transfer.load.DataFile;
import dev.evenkeel.workload.SampleDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What is asked of a rehearsal, as a person gives it.
 *
 * @param environment a profile's file, or its name in the folder of profiles
 * @param features a runbook's file, or a folder that holds one
 * @param drill a drill's file or name
 * @param rows of the generated database; empty for as many as fit what else is there
 * @param reports where the run's folder is made
 */
public record RehearsalRequest(
        String environment,
        Path features,
        Optional<String> drill,
        List<DataFile> data,
        Optional<Long> rows,
        long seed,
        Path reports,
        RunBy by) {
    private static final long DEFAULT_ROWS = 20_000;
    private static final long ROWS_BESIDE_A_DUMP = 2_000;

    public RehearsalRequest {
        data = List.copyOf(data);
    }

    /**
     * Reads everything, before anything is started.
     *
     * @param dataProblems what is known to be wrong with the data
     * @throws Misconfigured with all that is wrong
     */
    public RehearsalInputs read(StepCatalog catalog, List<String> dataProblems) {
        List<String> problems = new ArrayList<>();
        Optional<Profile> profile = attempt(problems, () -> Provision.profiles()
                .read(environment, Home.find().environments()));
        profile.map(Environment::problems).ifPresent(problems::addAll);
        profile.map(Profile::accepted).map(AcceptedNames::unacceptable).ifPresent(problems::addAll);
        Optional<Runbook> runbook = runbook(catalog, problems);
        problems.addAll(dataProblems);
        RunFolder.problem(reports).ifPresent(problems::add);
        if (rows.filter(number -> number < SampleDatabase.LEAST_ROWS).isPresent()) {
            problems.add("--rows is " + rows.get() + ", must be " + SampleDatabase.LEAST_ROWS + " or more");
        }
        if (profile.filter(read -> !read.kind().ours()).isPresent() && (!data.isEmpty() || rows.isPresent())) {
            problems.add("--data and --rows fill servers that evenkeel starts itself; the servers of '" + environment
                    + "' keep the data they have, so leave these out");
        }
        profile.flatMap(read -> runbook.flatMap(book -> unbreakable(read, book)))
                .ifPresent(problems::add);
        if (!problems.isEmpty()) {
            throw new Misconfigured(problems);
        }
        long wanted = rows.orElse(data.isEmpty() ? DEFAULT_ROWS : ROWS_BESIDE_A_DUMP);
        return new RehearsalInputs(profile.orElseThrow(), runbook.orElseThrow(), data, wanted, seed, by);
    }

    /** Why what a drill breaks is not there to be broken: known before anything is started. */
    private Optional<String> unbreakable(Profile profile, Runbook book) {
        if (!profile.kind().ours() && book.breaks() != Breaks.NOTHING) {
            return Optional.of("a drill breaks servers, and those of '" + environment + "' are not started for the run;"
                    + " rehearse it with a profile of kind embedded or containers");
        }
        return !profile.kind().machines() && book.breaks() == Breaks.MACHINES
                ? Optional.of("this drill breaks machines and networks, and "
                        + profile.kind().name()
                        + " servers have none of their own;"
                        + " rehearse it with a profile of kind containers, for example -e containers")
                : Optional.empty();
    }

    /** Also where the drill is wrong, the problems of the runbook are reported. */
    private Optional<Runbook> runbook(StepCatalog catalog, List<String> problems) {
        Optional<Path> file = attempt(problems, () -> Home.runbookAt(features));
        Optional<Optional<Path>> drillFile = attempt(problems, () -> drill.map(Home.find()::drill));
        return file.flatMap(
                path -> attempt(problems, () -> Runbook.read(path, drillFile.orElse(Optional.empty()), catalog)));
    }

    private static <T> Optional<T> attempt(List<String> problems, Supplier<T> reading) {
        try {
            return Optional.of(reading.get());
        } catch (Misconfigured e) {
            problems.addAll(e.problems());
        } catch (RunbookRefused e) {
            e.problems().forEach(problem -> problems.add(problem.toString()));
        }
        return Optional.empty();
    }
}
