package dev.evenkeel.provision.lookalike.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A JSON document, or what is as one in CBOR. */
record GivenJson(JsonNode node) implements Given {
    @Override
    public Optional<String> text() {
        if (node.isFloatingPointNumber()) {
            // Without an exponent, which large ones would have.
            return Optional.of(node.decimalValue().toPlainString());
        }
        return node.isValueNode() && !node.isNull() ? Optional.of(node.asText()) : Optional.empty();
    }

    @Override
    public Optional<Given> child(String name) {
        return node.hasNonNull(name) ? Optional.of(new GivenJson(node.get(name))) : Optional.empty();
    }

    @Override
    public List<Given> items(String member) {
        List<Given> items = new ArrayList<>();
        node.forEach(item -> items.add(new GivenJson(item)));
        return items;
    }

    @Override
    public Set<String> names() {
        Set<String> names = new TreeSet<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
