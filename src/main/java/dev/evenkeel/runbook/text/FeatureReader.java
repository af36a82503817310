package dev.evenkeel.runbook.text;

import dev.evenkeel.runbook.text.FeatureFile.Line;
import dev.evenkeel.runbook.text.FeatureFile.Prose;
import dev.evenkeel.runbook.text.FeatureFile.Scenario;
import dev.evenkeel.runbook.text.FeatureFile.Tag;
import io.cucumber.gherkin.GherkinParser;
import io.cucumber.messages.types.Background;
import io.cucumber.messages.types.Envelope;
import io.cucumber.messages.types.Feature;
import io.cucumber.messages.types.FeatureChild;
import io.cucumber.messages.types.Location;
import io.cucumber.messages.types.ParseError;
import io.cucumber.messages.types.Rule;
import io.cucumber.messages.types.RuleChild;
import io.cucumber.messages.types.Step;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads feature files. */
public final class FeatureReader {
    private FeatureReader() {}

    /** @throws RunbookRefused when it is missing or not Gherkin */
    public static FeatureFile read(Path path) {
        String name = path.toString();
        String text = text(name, path);
        URI uri = path.toAbsolutePath().normalize().toUri();
        List<Envelope> parsed = parse(uri, text);
        List<Problem> errors = parsed.stream()
                .flatMap(envelope -> envelope.getParseError().stream())
                .map(error -> problem(name, error))
                .toList();
        if (!errors.isEmpty()) {
            throw new RunbookRefused(errors);
        }
        Feature feature = parsed.stream()
                .flatMap(envelope -> envelope.getGherkinDocument().stream())
                .flatMap(document -> document.getFeature().stream())
                .findFirst()
                .orElseThrow(() -> new RunbookRefused(List.of(new Problem(
                        name, 0, "the file holds no feature", "a runbook begins with 'Feature:'", "write one"))));
        List<Tag> tags = tags(feature.getTags());
        return new FeatureFile(
                name,
                uri,
                text,
                feature.getName(),
                line(feature.getLocation().getLine()),
                tags,
                List.copyOf(scenarios(feature, tags)),
                prose(text, feature));
    }

    private static String text(String name, Path path) {
        try {
            if (!Files.isRegularFile(path)) {
                String found = Files.exists(path) ? "this is not a file" : "there is no such file";
                throw new RunbookRefused(List.of(
                        new Problem(name, 0, found, "a runbook is a feature file", "check the path that was given")));
            }
            return Files.readString(path);
        } catch (CharacterCodingException e) {
            throw new RunbookRefused(List.of(
                    new Problem(name, 0, "the file is not UTF-8 text", "a runbook is read as UTF-8", "convert it")));
        } catch (IOException e) {
            throw new RunbookRefused(List.of(new Problem(
                    name, 0, "the file cannot be read (" + e + ")", "it must be readable", "check its permissions")));
        }
    }

    private static List<Envelope> parse(URI uri, String text) {
        try (Stream<Envelope> envelopes = GherkinParser.builder()
                .includeSource(false)
                .includePickles(false)
                .build()
                .parse(uri.toString(), text.getBytes(StandardCharsets.UTF_8))) {
            return envelopes.toList();
        }
    }

    private static Problem problem(String name, ParseError error) {
        int line = error.getSource()
                .getLocation()
                .map(location -> line(location.getLine()))
                .orElse(0);
        String said = error.getMessage().replaceFirst("^\\(\\d+:\\d+\\): ", "").replaceAll("\\s+", " ");
        return new Problem(name, line, "this is not Gherkin (" + said + ")", "every line must be", "correct the line");
    }

    private static List<Scenario> scenarios(Feature feature, List<Tag> tags) {
        List<Scenario> scenarios = new ArrayList<>();
        List<Line> background = new ArrayList<>();
        for (FeatureChild child : feature.getChildren()) {
            child.getBackground().map(Background::getSteps).ifPresent(steps -> background.addAll(lines(steps)));
            child.getScenario()
                    .ifPresent(scenario -> scenarios.add(scenario(scenario, Optional.empty(), tags, background)));
            child.getRule().ifPresent(rule -> addRule(rule, tags, background, scenarios));
        }
        return scenarios;
    }

    private static void addRule(Rule rule, List<Tag> tags, List<Line> above, List<Scenario> scenarios) {
        List<Tag> inherited = joined(tags, tags(rule.getTags()));
        List<Line> background = new ArrayList<>(above);
        for (RuleChild child : rule.getChildren()) {
            child.getBackground().map(Background::getSteps).ifPresent(steps -> background.addAll(lines(steps)));
            child.getScenario()
                    .ifPresent(scenario ->
                            scenarios.add(scenario(scenario, Optional.of(rule.getName()), inherited, background)));
        }
    }

    private static Scenario scenario(
            io.cucumber.messages.types.Scenario written, Optional<String> rule, List<Tag> tags, List<Line> background) {
        List<Line> own = lines(written.getSteps());
        return new Scenario(
                written.getName(),
                line(written.getLocation().getLine()),
                !written.getExamples().isEmpty(),
                rule,
                joined(tags, tags(written.getTags())),
                own.isEmpty() ? List.of() : joined(background, own));
    }

    private static List<Line> lines(List<Step> steps) {
        return steps.stream()
                .map(step -> new Line(
                        step.getKeyword().strip(),
                        step.getText(),
                        line(step.getLocation().getLine()),
                        step.getDataTable().stream()
                                .flatMap(table -> table.getRows().stream())
                                .map(row -> row.getCells().stream()
                                        .map(cell -> cell.getValue())
                                        .toList())
                                .toList(),
                        step.getDocString().map(doc -> doc.getContent())))
                .toList();
    }

    private static List<Tag> tags(List<io.cucumber.messages.types.Tag> tags) {
        return tags.stream()
                .map(tag -> new Tag(tag.getName(), line(tag.getLocation().getLine())))
                .toList();
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    private static int line(long line) {
        return Math.toIntExact(line);
    }

    private static List<Prose> prose(String text, Feature feature) {
        List<String> lines = text.lines().toList();
        List<Prose> prose = new ArrayList<>();
        for (FeatureChild child : feature.getChildren()) {
            child.getBackground()
                    .ifPresent(found -> addProse(found.getDescription(), found.getLocation(), lines, prose));
            child.getScenario().ifPresent(found -> addProse(found.getDescription(), found.getLocation(), lines, prose));
            for (RuleChild below : child.getRule().map(Rule::getChildren).orElse(List.of())) {
                below.getBackground()
                        .ifPresent(found -> addProse(found.getDescription(), found.getLocation(), lines, prose));
                below.getScenario()
                        .ifPresent(found -> addProse(found.getDescription(), found.getLocation(), lines, prose));
            }
        }
        return prose;
    }

    private static void addProse(String description, Location above, List<String> lines, List<Prose> prose) {
        int line = line(above.getLine());
        for (String written :
                description.lines().filter(text -> !text.isBlank()).toList()) {
            while (line < lines.size() && !lines.get(line).strip().equals(written.strip())) {
                line++;
            }
            line++;
            prose.add(new Prose(written.strip(), line));
        }
    }
}
