package dev.evenkeel.provision.lookalike.wire;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A form: names with dots are structures, numbers in them are places in lists.
 *
 * @param at the name so far
 */
record GivenQuery(Map<String, String> form, String at) implements Given {
    static GivenQuery of(String body) {
        Map<String, String> form = new TreeMap<>();
        Arrays.stream(body.split("&")).filter(pair -> !pair.isEmpty()).forEach(pair -> {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            form.put(decoded(name), equals < 0 ? "" : decoded(pair.substring(equals + 1)));
        });
        return new GivenQuery(form, "");
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    @Override
    public Optional<String> text() {
        return Optional.ofNullable(form.get(at));
    }

    @Override
    public Optional<Given> child(String name) {
        GivenQuery child = new GivenQuery(form, at.isEmpty() ? name : at + "." + name);
        return child.there() ? Optional.of(child) : Optional.empty();
    }

    private boolean there() {
        return form.keySet().stream().anyMatch(name -> name.equals(at) || name.startsWith(at + "."));
    }

    @Override
    public List<Given> items(String member) {
        List<Given> items = new ArrayList<>();
        for (String each : List.of(at + "." + member, at + ".member", at)) {
            for (int number = 1; items.size() == number - 1; number++) {
                GivenQuery item = new GivenQuery(form, each + "." + number);
                if (item.there()) {
                    items.add(item);
                }
            }
            if (!items.isEmpty()) {
                break;
            }
        }
        return items;
    }

    @Override
    public Set<String> names() {
        return Set.of();
    }
}
