package dev.evenkeel.provision.lookalike;

import dev.evenkeel.mariadb.Endpoint;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/** Answers for the look-alike's records on this machine, as Route 53's name servers do: CNAME and SRV, by UDP. */
final class NameServer implements AutoCloseable {
    private static final int LARGEST = 512;
    private static final int HEADER = 12;
    private static final int ANSWERED = 0x8580;
    private static final int NO_SUCH_NAME = 3;
    /** Where the question's name is in the message. */
    private static final int NAME = 0xC00C;

    private static final int INTERNET = 1;
    private static final Map<Integer, String> TYPES = Map.of(5, "CNAME", 33, "SRV");

    private final DatagramSocket socket;
    private final BiFunction<String, String, Optional<ResourceRecordSet>> records;

    private NameServer(DatagramSocket socket, BiFunction<String, String, Optional<ResourceRecordSet>> records) {
        this.socket = socket;
        this.records = records;
    }

    /** @param records the one of a name, with the dot that ends it, and a type */
    static NameServer start(BiFunction<String, String, Optional<ResourceRecordSet>> records) {
        try {
            NameServer server = new NameServer(new DatagramSocket(0, InetAddress.getLoopbackAddress()), records);
            Thread thread = new Thread(server::serve, "look-alike-names");
            thread.setDaemon(true);
            thread.start();
            return server;
        } catch (SocketException e) {
            throw new UncheckedIOException("the look-alike cannot answer for names: " + e.getMessage(), e);
        }
    }

    Endpoint endpoint() {
        return new Endpoint("127.0.0.1", socket.getLocalPort());
    }

    private void serve() {
        byte[] buffer = new byte[LARGEST];
        while (!socket.isClosed()) {
            try {
                DatagramPacket asked = new DatagramPacket(buffer, buffer.length);
                socket.receive(asked);
                byte[] answer = answer(ByteBuffer.wrap(buffer, 0, asked.getLength()));
                socket.send(new DatagramPacket(answer, answer.length, asked.getSocketAddress()));
            } catch (IOException | RuntimeException e) {
                // Closed, or no question: whoever asked asks again.
                continue;
            }
        }
    }

    private byte[] answer(ByteBuffer asked) throws IOException {
        short id = asked.getShort(0);
        asked.position(HEADER);
        StringBuilder name = new StringBuilder();
        for (int length = asked.get(); length > 0; length = asked.get()) {
            byte[] label = new byte[length];
            asked.get(label);
            name.append(new String(label, StandardCharsets.US_ASCII)).append('.');
        }
        int type = asked.getShort();
        byte[] question = new byte[asked.position() + 2 - HEADER];
        asked.get(HEADER, question);
        Optional<ResourceRecordSet> found =
                Optional.ofNullable(TYPES.get(type)).flatMap(known -> records.apply(name.toString(), known));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeShort(id);
        out.writeShort(ANSWERED | (found.isPresent() ? 0 : NO_SUCH_NAME));
        out.writeShort(1);
        out.writeShort(found.isPresent() ? 1 : 0);
        out.writeInt(0);
        out.write(question);
        if (found.isPresent()) {
            byte[] data = data(found.get().resourceRecords().get(0).value());
            out.writeShort(NAME);
            out.writeShort(type);
            out.writeShort(INTERNET);
            out.writeInt(found.get().ttl().intValue());
            out.writeShort(data.length);
            out.write(data);
        }
        return bytes.toByteArray();
    }

    /** A name, or three numbers and a name. */
    private static byte[] data(String value) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        String[] words = value.split("\\s+");
        for (int i = 0; i < words.length - 1; i++) {
            out.writeShort(Integer.parseInt(words[i]));
        }
        for (String label : words[words.length - 1].replaceFirst("\\.$", "").split("\\.")) {
            out.writeByte(label.length());
            out.write(label.getBytes(StandardCharsets.US_ASCII));
        }
        out.writeByte(0);
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        socket.close();
    }
}
