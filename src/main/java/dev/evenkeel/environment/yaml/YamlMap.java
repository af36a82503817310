package dev.evenkeel.environment.yaml;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A map of a YAML file, read key by key; every problem is noted with its line, and what nobody asked for is one. */
public final class YamlMap {
    private final String file;
    private final String path;
    private final List<String> problems;
    private final Map<String, NodeTuple> entries = new LinkedHashMap<>();
    private final Set<String> known = new TreeSet<>();
    private final Optional<Node> node;

    public YamlMap(String file, String path, Optional<Node> node, List<String> problems) {
        this.file = file;
        this.path = path;
        this.problems = problems;
        this.node = node;
        node.ifPresent(this::index);
    }

    private void index(Node given) {
        if (!(given instanceof MappingNode mapping)) {
            problem(given, (path.isEmpty() ? "the file" : path) + " is not a map of keys and values");
            return;
        }
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                problem(tuple.getKeyNode(), "a key of " + (path.isEmpty() ? "the file" : path) + " is not plain text");
            } else if (entries.put(key.getValue(), tuple) != null) {
                problem(key, name(key.getValue()) + " is given twice; keep one");
            }
        }
    }

    public boolean has(String key) {
        known.add(key);
        return entries.containsKey(key);
    }

    public Set<String> keys() {
        known.addAll(entries.keySet());
        return entries.keySet();
    }

    public YamlMap map(String key) {
        known.add(key);
        return new YamlMap(
                file, name(key), Optional.ofNullable(entries.get(key)).map(NodeTuple::getValueNode), problems);
    }

    /** A map, or a text that stands for a map with nothing but {@code kind}; empty where the key is not there. */
    public YamlMap choice(String key) {
        known.add(key);
        Optional<Node> value = Optional.ofNullable(entries.get(key)).map(NodeTuple::getValueNode);
        return new YamlMap(file, name(key), value.filter(given -> !(given instanceof ScalarNode)), problems)
                .with("kind", value.filter(ScalarNode.class::isInstance));
    }

    private YamlMap with(String key, Optional<Node> value) {
        value.ifPresent(
                given -> entries.put(key, new NodeTuple(new ScalarNode(Tag.STR, key, ScalarStyle.PLAIN), given)));
        return this;
    }

    /** Where it is in the file, key by key. */
    public String path() {
        return path;
    }

    public boolean holdsMap(String key) {
        known.add(key);
        return entries.containsKey(key) && entries.get(key).getValueNode() instanceof MappingNode;
    }

    public Optional<String> text(String key) {
        return value(key, Function.identity(), "a text");
    }

    /** A value that must be there. Where it is not, the problem is noted and the text given is used. */
    public String required(String key, String example) {
        Optional<String> found = text(key);
        if (found.filter(text -> !text.isBlank()).isEmpty()) {
            problems.add(file + ":" + line(node) + ": " + name(key) + " is missing; give one, for example " + example);
        }
        return found.orElse("");
    }

    /** A value of another type; what the parser refuses is a problem that names what is needed. */
    public <T> Optional<T> value(String key, Function<String, T> parser, String needed) {
        known.add(key);
        NodeTuple tuple = entries.get(key);
        if (tuple == null) {
            return Optional.empty();
        }
        if (!(tuple.getValueNode() instanceof ScalarNode scalar)) {
            problem(tuple.getValueNode(), name(key) + " must be " + needed);
            return Optional.empty();
        }
        try {
            return Optional.of(parser.apply(scalar.getValue()));
        } catch (IllegalArgumentException e) {
            problem(scalar, name(key) + " is '" + scalar.getValue() + "', must be " + needed);
            return Optional.empty();
        }
    }

    public List<String> texts(String key) {
        known.add(key);
        NodeTuple tuple = entries.get(key);
        if (tuple == null) {
            return List.of();
        }
        if (tuple.getValueNode() instanceof SequenceNode sequence
                && sequence.getValue().stream().allMatch(ScalarNode.class::isInstance)) {
            return sequence.getValue().stream()
                    .map(item -> ((ScalarNode) item).getValue())
                    .toList();
        }
        problem(tuple.getValueNode(), name(key) + " must be a list of texts");
        return List.of();
    }

    /** A list of texts, or one text for a list of one. */
    public List<String> textOrTexts(String key) {
        NodeTuple tuple = entries.get(key);
        return tuple != null && tuple.getValueNode() instanceof ScalarNode
                ? text(key).filter(text -> !text.isBlank()).stream().toList()
                : texts(key);
    }

    public void problem(String key, String message) {
        problems.add(file + ":"
                + line(Optional.ofNullable(entries.get(key))
                        .map(NodeTuple::getValueNode)
                        .or(() -> node)) + ": " + message);
    }

    /** To be called when everything known was asked for. */
    public void refuseUnknownKeys() {
        refuseUnknownKeys(Map.of());
    }

    /** @param elsewhere keys that mean something in other profiles, and in which */
    public void refuseUnknownKeys(Map<String, String> elsewhere) {
        entries.forEach((key, tuple) -> {
            if (!known.contains(key) && elsewhere.containsKey(key)) {
                problem(
                        tuple.getKeyNode(),
                        "unknown key " + name(key) + " here; it belongs to profiles of kind " + elsewhere.get(key)
                                + "; take it out, or give the other kind");
            } else if (!known.contains(key)) {
                String nearest = known.stream()
                        .min(Comparator.comparingInt(candidate -> distance(candidate, key)))
                        .filter(candidate -> distance(candidate, key) <= 3)
                        .map(candidate -> "; did you mean " + candidate + "?")
                        .orElse("; known here: " + String.join(", ", known));
                problem(tuple.getKeyNode(), "unknown key " + name(key) + nearest);
            }
        });
    }

    private void problem(Node at, String message) {
        problems.add(file + ":" + line(Optional.of(at)) + ": " + message);
    }

    /** With the keys above it. */
    public String name(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private static int line(Optional<Node> at) {
        return at.flatMap(Node::getStartMark).map(mark -> mark.getLine() + 1).orElse(1);
    }

    /** Levenshtein's distance. */
    private static int distance(String left, String right) {
        int[] row = new int[right.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= right.length(); j++) {
                int change = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[right.length()];
    }
}
