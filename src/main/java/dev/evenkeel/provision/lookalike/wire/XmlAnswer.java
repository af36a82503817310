package dev.evenkeel.provision.lookalike.wire;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;

/** Writes the SDK's own objects as the services that speak XML do. */
final class XmlAnswer {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final XMLStreamWriter xml;

    private XmlAnswer() throws XMLStreamException {
        xml = XMLOutputFactory.newFactory().createXMLStreamWriter(bytes, "UTF-8");
    }

    /** The result within a frame that names the operation, as RDS and STS do. */
    static byte[] framed(String operation, SdkPojo result, String requestId) {
        return written(answer -> {
            answer.xml.writeStartElement(operation + "Response");
            answer.xml.writeStartElement(operation + "Result");
            answer.fields(result);
            answer.xml.writeEndElement();
            answer.xml.writeStartElement("ResponseMetadata");
            answer.leaf("RequestId", requestId);
            answer.xml.writeEndElement();
            answer.xml.writeEndElement();
        });
    }

    /** The result alone, as Route 53 does. */
    static byte[] bare(String operation, SdkPojo result) {
        return written(answer -> {
            answer.xml.writeStartElement(operation + "Response");
            answer.fields(result);
            answer.xml.writeEndElement();
        });
    }

    static byte[] refusal(Refusal refusal, String requestId) {
        return written(answer -> {
            answer.xml.writeStartElement("ErrorResponse");
            answer.xml.writeStartElement("Error");
            answer.leaf("Type", refusal.status() < 500 ? "Sender" : "Receiver");
            answer.leaf("Code", refusal.code());
            answer.leaf("Message", refusal.getMessage());
            answer.xml.writeEndElement();
            answer.leaf("RequestId", requestId);
            answer.xml.writeEndElement();
        });
    }

    private interface Part {
        void write(XmlAnswer answer) throws XMLStreamException;
    }

    private static byte[] written(Part part) {
        try {
            XmlAnswer answer = new XmlAnswer();
            answer.xml.writeStartDocument("UTF-8", "1.0");
            part.write(answer);
            answer.xml.writeEndDocument();
            answer.xml.close();
            return answer.bytes.toByteArray();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("an answer cannot be written", e);
        }
    }

    private void leaf(String name, String text) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeCharacters(text);
        xml.writeEndElement();
    }

    private void fields(SdkPojo pojo) throws XMLStreamException {
        for (SdkField<?> field : pojo.sdkFields()) {
            Object value = field.getValueOrDefault(pojo);
            if (value != null && !empty(value)) {
                field(field, field.unmarshallLocationName(), value);
            }
        }
    }

    /** The SDK gives an empty list for one that is not there. */
    private static boolean empty(Object value) {
        return value instanceof List<?> list && list.isEmpty() || value instanceof Map<?, ?> map && map.isEmpty();
    }

    private void field(SdkField<?> field, String name, Object value) throws XMLStreamException {
        if (value instanceof SdkPojo pojo) {
            xml.writeStartElement(name);
            fields(pojo);
            xml.writeEndElement();
        } else if (value instanceof List<?> list) {
            ListTrait trait = field.getRequiredTrait(ListTrait.class);
            if (!trait.isFlattened()) {
                xml.writeStartElement(name);
            }
            for (Object item : list) {
                field(trait.memberFieldInfo(), trait.isFlattened() ? name : member(trait), item);
            }
            if (!trait.isFlattened()) {
                xml.writeEndElement();
            }
        } else if (value instanceof Map<?, ?> map) {
            MapTrait trait = field.getRequiredTrait(MapTrait.class);
            xml.writeStartElement(name);
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                xml.writeStartElement("entry");
                leaf("key", String.valueOf(entry.getKey()));
                field(trait.valueFieldInfo(), "value", entry.getValue());
                xml.writeEndElement();
            }
            xml.writeEndElement();
        } else if (value instanceof SdkBytes data) {
            leaf(name, java.util.Base64.getEncoder().encodeToString(data.asByteArray()));
        } else {
            leaf(name, value.toString());
        }
    }

    private static String member(ListTrait trait) {
        return trait.memberLocationName() == null ? "member" : trait.memberLocationName();
    }
}
