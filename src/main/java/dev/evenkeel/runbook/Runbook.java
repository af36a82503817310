package dev.evenkeel.runbook;

import dev.evenkeel.catalog.account.Need;
import dev.evenkeel.environment.Role;
import dev.evenkeel.runbook.Phase.Part;
import dev.evenkeel.runbook.Phase.Place;
import dev.evenkeel.runbook.glue.Breaks;
import dev.evenkeel.runbook.glue.Effect;
import dev.evenkeel.runbook.lint.DrillLint;
import dev.evenkeel.runbook.lint.Lint;
import dev.evenkeel.runbook.text.Drill;
import dev.evenkeel.runbook.text.FeatureFile;
import dev.evenkeel.runbook.text.FeatureReader;
import dev.evenkeel.runbook.text.Problem;
import dev.evenkeel.runbook.text.RunbookRefused;
import dev.evenkeel.runbook.vocabulary.KnownStep;
import dev.evenkeel.runbook.vocabulary.StepCatalog;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A runbook that may be run: read once, free of problems, its phases in the order in which they will happen. */
public final class Runbook {
    private final FeatureFile file;
    private final Optional<FeatureFile> drillFile;
    private final Breaks breaks;
    private final List<Drill.Damage> damage;
    private final List<Phase> phases;
    private final Map<Place, List<KnownStep>> known;

    private Runbook(FeatureFile file, Optional<FeatureFile> drillFile, StepCatalog catalog) {
        this.breaks = breaks(file, drillFile, catalog);
        this.file = file;
        this.drillFile = drillFile;
        this.phases = numbered(inOrder(file, drillFile));
        this.damage = damage(catalog);
        this.known = known(catalog);
    }

    /**
     * Reads and lints a runbook, and a drill to be merged into it. Starts and changes nothing.
     *
     * @throws RunbookRefused with all problems of both files
     */
    public static Runbook read(Path path, Optional<Path> drillPath, StepCatalog catalog) {
        Set<Problem> problems = new LinkedHashSet<>(catalog.problems());
        Optional<FeatureFile> file = feature(path, problems);
        Optional<FeatureFile> drill = drillPath.flatMap(given -> feature(given, problems));
        file.ifPresent(read -> problems.addAll(new Lint(catalog).of(read, drill)));
        if (file.isEmpty() || !problems.isEmpty()) {
            throw new RunbookRefused(List.copyOf(problems));
        }
        return new Runbook(file.get(), drill, catalog);
    }

    /** The file as the user named it. */
    public String file() {
        return file.name();
    }

    public String title() {
        return file.title();
    }

    public String text() {
        return file.text();
    }

    public String sha256() {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(file.text().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** All scenarios in the order of the run: phases with drill scenarios among them, then undo scenarios. */
    public List<Phase> phases() {
        return phases;
    }

    /**
     * What a step of a phase is.
     *
     * @param step from 1
     */
    KnownStep known(Phase phase, int step) {
        return known.get(phase.place()).get(step - 1);
    }

    /** What all of its steps ask a control plane for, as its policies name it. */
    public Set<String> asks() {
        return known.values().stream()
                .flatMap(List::stream)
                .flatMap(step -> step.asks().stream())
                .collect(Collectors.toSet());
    }

    /** What the accounts of a server must be granted for all of its steps. */
    public Set<Need> grants(Role role) {
        return known.values().stream()
                .flatMap(List::stream)
                .flatMap(step -> step.grants().getOrDefault(role, Set.of()).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The steps of a phase, in order. */
    public List<StepLine> lines(Phase phase) {
        FeatureFile own = files().stream()
                .filter(one -> one.uri().equals(phase.place().uri()))
                .findFirst()
                .orElseThrow();
        List<FeatureFile.Line> lines = own.scenarios().stream()
                .filter(scenario -> scenario.line() == phase.place().line())
                .flatMap(scenario -> scenario.steps().stream())
                .toList();
        List<StepLine> found = new ArrayList<>();
        for (FeatureFile.Line line : lines) {
            found.add(new StepLine(line.text(), known(phase, found.size() + 1), own.commentsAbove(line.line())));
        }
        return found;
    }

    /** The phases from the first gate on: nobody may wait in them, and what is approved and proved there is of one moment. */
    public Set<String> guarded() {
        return phases.stream()
                .filter(phase -> phase.part() == Part.PHASE)
                .dropWhile(phase -> phase.gate().isEmpty())
                .map(Phase::id)
                .collect(Collectors.toSet());
    }

    public Optional<Drill> drill() {
        return drillFile.map(drill -> new Drill(
                drill.value("drill").orElseThrow(),
                drill.title(),
                Drill.codes(drill.value("expect").orElseThrow()),
                DrillLint.notice(drill),
                damage));
    }

    private Map<Place, List<KnownStep>> known(StepCatalog catalog) {
        Map<Place, List<KnownStep>> found = new HashMap<>();
        for (FeatureFile one : files()) {
            one.scenarios()
                    .forEach(scenario -> found.put(
                            new Place(one.uri(), scenario.line()),
                            scenario.steps().stream()
                                    .map(line -> catalog.matches(line).get(0).known())
                                    .toList()));
        }
        return found;
    }

    /** The steps of a drill that change something: without all of them it was not done. */
    private List<Drill.Damage> damage(StepCatalog catalog) {
        List<Drill.Damage> found = new ArrayList<>();
        for (Phase phase : phases) {
            List<FeatureFile.Line> lines = drillFile.stream()
                    .filter(drill -> phase.part() == Part.DRILL)
                    .flatMap(drill -> drill.scenarios().stream())
                    .filter(scenario -> scenario.line() == phase.place().line())
                    .flatMap(scenario -> scenario.steps().stream())
                    .toList();
            for (int index = 0; index < lines.size(); index++) {
                KnownStep step = catalog.matches(lines.get(index)).get(0).known();
                if (step.assumedEffect() != Effect.READ_ONLY) {
                    found.add(new Drill.Damage(phase.id(), index + 1, step.breaks() != Breaks.NOTHING));
                }
            }
        }
        return found;
    }

    /** The most that a step of it breaks. */
    public Breaks breaks() {
        return breaks;
    }

    private static Breaks breaks(FeatureFile file, Optional<FeatureFile> drill, StepCatalog catalog) {
        return Stream.concat(Stream.of(file), drill.stream())
                .flatMap(one -> one.scenarios().stream())
                .flatMap(scenario -> scenario.steps().stream())
                .flatMap(line -> catalog.matches(line).stream())
                .map(match -> match.known().breaks())
                .max(Comparator.naturalOrder())
                .orElse(Breaks.NOTHING);
    }

    /** The files a run is made of. */
    List<FeatureFile> files() {
        return drillFile.map(drill -> List.of(file, drill)).orElse(List.of(file));
    }

    private static Optional<FeatureFile> feature(Path path, Set<Problem> problems) {
        try {
            return Optional.of(FeatureReader.read(path));
        } catch (RunbookRefused refused) {
            problems.addAll(refused.problems());
            return Optional.empty();
        }
    }

    private static List<Phase> inOrder(FeatureFile file, Optional<FeatureFile> drill) {
        List<Phase> ordered = new ArrayList<>();
        List<FeatureFile.Scenario> undos = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        for (FeatureFile.Scenario scenario : file.scenarios()) {
            if (scenario.value("undo").isPresent()) {
                undos.add(scenario);
                continue;
            }
            String id = scenario.value("phase").orElseThrow();
            ids.add(id);
            ordered.addAll(drills(drill, "before", id));
            ordered.add(phase(file, scenario, Part.PHASE, id, scenario.effects().get(0)));
            ordered.addAll(drills(drill, "after", id));
        }
        // By the phase they undo, the last first: where they are in the file must not matter.
        undos.sort(Comparator.comparingInt((FeatureFile.Scenario undo) ->
                        ids.indexOf(undo.value("undo").orElseThrow()))
                .reversed());
        undos.forEach(undo -> ordered.add(phase(
                file, undo, Part.UNDO, Phase.UNDO_PREFIX + undo.value("undo").orElseThrow(), Effect.REVERSIBLE)));
        return ordered;
    }

    private static List<Phase> drills(Optional<FeatureFile> drill, String when, String id) {
        List<Phase> found = new ArrayList<>();
        drill.ifPresent(file -> {
            String name = Phase.DRILL_PREFIX + file.value("drill").orElseThrow();
            for (int index = 0; index < file.scenarios().size(); index++) {
                FeatureFile.Scenario scenario = file.scenarios().get(index);
                if (scenario.value(when).filter(id::equals).isPresent()) {
                    found.add(phase(
                            file,
                            scenario,
                            Part.DRILL,
                            file.scenarios().size() == 1 ? name : name + ":" + (index + 1),
                            scenario.effects().stream().findFirst().orElse(Effect.REVERSIBLE)));
                }
            }
        });
        return found;
    }

    private static Phase phase(FeatureFile file, FeatureFile.Scenario scenario, Part part, String id, Effect effect) {
        return new Phase(
                0,
                part,
                id,
                scenario.name(),
                scenario.rule().orElse(file.title()),
                effect,
                scenario.value("gate"),
                scenario.value("undo"),
                scenario.has("@proof"),
                scenario.steps().stream().map(FeatureFile.Line::text).toList(),
                new Place(file.uri(), scenario.line()));
    }

    private static List<Phase> numbered(List<Phase> phases) {
        List<Phase> numbered = new ArrayList<>();
        phases.forEach(phase -> numbered.add(phase.at(numbered.size() + 1)));
        return List.copyOf(numbered);
    }
}
