package dev.evenkeel.cli;

import dev.evenkeel.mariadb.Endpoint;
import dev.evenkeel.mariadb.Server;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** A way to a server on which somebody listens: it counts what passes, and remembers which of some texts it has seen. */
final class RecordingProxy implements AutoCloseable {
    private final Endpoint target;
    private final ServerSocket listener;
    private final Map<String, byte[]> texts = new ConcurrentHashMap<>();
    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong bytes = new AtomicLong();

    RecordingProxy(Endpoint target, List<String> texts) {
        this.target = target;
        texts.forEach(text -> this.texts.put(text, text.getBytes(StandardCharsets.UTF_8)));
        try {
            listener = new ServerSocket(0, 200, InetAddress.getByName("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::accept);
    }

    /** The same server, reached through here. */
    Server server(Server behind) {
        return new Server(
                behind.name(),
                new Endpoint("127.0.0.1", listener.getLocalPort()),
                behind.login(),
                behind.tls(),
                behind.readOnly(),
                Optional.empty());
    }

    Set<String> seen() {
        return Set.copyOf(seen);
    }

    long bytes() {
        return bytes.get();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Socket server = new Socket(target.host(), target.port());
                open.add(client);
                open.add(server);
                daemon(() -> pass(client, server));
                daemon(() -> pass(server, client));
            } catch (IOException e) {
                // Closed, or a server that is not there: whoever connects is told by the end of the connection.
            }
        }
    }

    private void pass(Socket from, Socket to) {
        byte[] buffer = new byte[1 << 16];
        byte[] tail = new byte[0];
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                bytes.addAndGet(read);
                tail = look(tail, buffer, read);
                out.write(buffer, 0, read);
            }
        } catch (IOException e) {
            // Either side may end it.
        }
    }

    /** Looks also where a text lies over two pieces; answers what the next piece is read with. */
    private byte[] look(byte[] tail, byte[] buffer, int read) {
        byte[] both = java.util.Arrays.copyOf(tail, tail.length + read);
        System.arraycopy(buffer, 0, both, tail.length, read);
        String searched = new String(both, StandardCharsets.ISO_8859_1);
        texts.forEach((text, encoded) -> {
            if (!seen.contains(text) && searched.contains(new String(encoded, StandardCharsets.ISO_8859_1))) {
                seen.add(text);
            }
        });
        return java.util.Arrays.copyOfRange(both, Math.max(0, both.length - 64), both.length);
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "recording proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
