package dev.evenkeel.provision.lookalike.wire;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * An XML document, and what its path and query give beside it.
 *
 * @param element missing where the request has no body
 */
record GivenXml(Optional<Element> element, Map<String, String> beside) implements Given {
    static GivenXml of(byte[] body, Map<String, String> beside) {
        return new GivenXml(body.length == 0 ? Optional.empty() : Optional.of(parsed(body)), beside);
    }

    private static Element parsed(byte[] body) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return factory.newDocumentBuilder()
                    .parse(new ByteArrayInputStream(body))
                    .getDocumentElement();
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new Refusal("InvalidInput", 400, "the request is not XML: " + e.getMessage());
        }
    }

    @Override
    public Optional<String> text() {
        return element.map(Element::getTextContent);
    }

    @Override
    public Optional<Given> child(String name) {
        return elements().stream()
                .filter(each -> each.getTagName().equals(name))
                .findFirst()
                .<Given>map(each -> new GivenXml(Optional.of(each), Map.of()))
                .or(() -> Optional.ofNullable(beside.get(name)).map(Value::new));
    }

    @Override
    public List<Given> items(String member) {
        return elements().stream()
                .<Given>map(each -> new GivenXml(Optional.of(each), Map.of()))
                .toList();
    }

    @Override
    public Set<String> names() {
        return elements().stream().map(Element::getTagName).collect(Collectors.toSet());
    }

    private List<Element> elements() {
        List<Element> elements = new ArrayList<>();
        for (Node node = element.map(Element::getFirstChild).orElse(null); node != null; node = node.getNextSibling()) {
            if (node instanceof Element child) {
                elements.add(child);
            }
        }
        return elements;
    }

    /** A piece of the path or the query. */
    private record Value(String value) implements Given {
        @Override
        public Optional<String> text() {
            return Optional.of(value);
        }

        @Override
        public Optional<Given> child(String name) {
            return Optional.empty();
        }

        @Override
        public List<Given> items(String member) {
            return List.of();
        }

        @Override
        public Set<String> names() {
            return Set.of();
        }
    }
}
