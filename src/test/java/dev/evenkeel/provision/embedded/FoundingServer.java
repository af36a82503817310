package dev.evenkeel.provision.embedded;

import dev.evenkeel.mariadb.Endpoint;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Collectors;

/**
 * A real server of 10.1 that answers as 10.0.24 does: it calls itself so, and a column, a system table or a variable that
 * 10.0.24 lacks is refused by the server itself. Statements are reworded on their way: what they ask of the information
 * schema and of the system tables is asked of views that have the columns of 10.0.24 alone, over the real ones.
 */
public final class FoundingServer implements AutoCloseable {
    private static final int LARGE = 1 << 16;
    /** Unknown column, table in a list, table, system variable. */
    private static final Set<Integer> UNKNOWN = Set.of(1054, 1109, 1146, 1193);

    private final Endpoint real;
    private final ServerSocket listener;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Set<String> refused = new ConcurrentSkipListSet<>();

    private FoundingServer(Endpoint real) throws IOException {
        this.real = real;
        this.listener = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    }

    /** @param admin may do everything; the views are made out of the binlog's sight */
    public static FoundingServer before(Server admin) {
        try (Session session = admin.open()) {
            session.execute("SET sql_log_bin = 0");
            session.execute("CREATE DATABASE IF NOT EXISTS " + FoundingWords.DATABASE);
            for (String view : views(session)) {
                session.execute(view);
            }
            FoundingServer server = new FoundingServer(admin.endpoint());
            daemon(server::accept);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes the views away again. */
    public static void forget(Server admin) {
        try (Session session = admin.open()) {
            session.execute("SET sql_log_bin = 0");
            session.execute("DROP DATABASE IF EXISTS " + FoundingWords.DATABASE);
        }
    }

    private static List<String> views(Session session) {
        List<String> views = new ArrayList<>();
        Map<String, Set<String>> there = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        session.list(
                "SELECT table_name, column_name FROM information_schema.columns"
                        + " WHERE table_schema IN ('information_schema', 'mysql')",
                row -> there.computeIfAbsent(row.text(1), name -> new TreeSet<>(String.CASE_INSENSITIVE_ORDER))
                        .add(row.text(2)));
        FoundingLists.columns().forEach((table, columns) -> {
            // What 10.0.24 has and this server has not cannot be shown.
            Set<String> real = there.getOrDefault(table, Set.of());
            if (!real.isEmpty()) {
                boolean schema = table.equals(table.toUpperCase(Locale.ROOT));
                views.add("CREATE OR REPLACE SQL SECURITY INVOKER VIEW " + FoundingWords.view(table) + " AS SELECT "
                        + columns.stream()
                                .filter(real::contains)
                                .map(column -> "`" + column + "`")
                                .collect(Collectors.joining(", "))
                        + " FROM " + (schema ? "information_schema." : "mysql.") + table
                        + (table.equals("GLOBAL_VARIABLES")
                                ? FoundingLists.globalVariables().stream()
                                        .map(name -> "'" + name + "'")
                                        .collect(Collectors.joining(", ", " WHERE LOWER(VARIABLE_NAME) IN (", ")"))
                                : ""));
            }
        });
        return views;
    }

    public Endpoint endpoint() {
        return new Endpoint("127.0.0.1", listener.getLocalPort());
    }

    /** The same account on the same server, reached through here. */
    public Server of(Server server) {
        return new Server(server.name(), endpoint(), server.login(), server.tls(), server.readOnly(), Optional.empty());
    }

    /** What the server said of columns, tables and variables that it does not know. */
    public Set<String> refused() {
        return refused;
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Socket server = new Socket(real.host(), real.port());
                for (Socket socket : List.of(client, server)) {
                    socket.setTcpNoDelay(true);
                    sockets.add(socket);
                }
                daemon(() -> follow(client, server, () -> toServer(client, server)));
                daemon(() -> follow(server, client, () -> toClient(server, client)));
            } catch (IOException e) {
                // Closed, or a client that was gone at once; the loop's condition tells which.
            }
        }
    }

    private interface Passing {
        void run() throws IOException;
    }

    private void follow(Socket from, Socket to, Passing passing) {
        try {
            passing.run();
        } catch (IOException e) {
            // Either end is gone, and so the other.
        } finally {
            for (Socket socket : List.of(from, to)) {
                sockets.remove(socket);
                try {
                    socket.close();
                } catch (IOException e) {
                    // It is gone either way.
                }
            }
        }
    }

    private void toServer(Socket client, Socket server) throws IOException {
        DataInputStream in = new DataInputStream(client.getInputStream());
        OutputStream out = server.getOutputStream();
        while (true) {
            byte[] header = new byte[4];
            in.readFully(header);
            byte[] payload = new byte[length(header)];
            in.readFully(payload);
            boolean begins = header[3] == 0 && payload.length > 1 && payload.length < LARGE;
            // A query, or a statement to prepare.
            if (begins && (payload[0] == 3 || payload[0] == 22)) {
                String sql = new String(payload, 1, payload.length - 1, StandardCharsets.ISO_8859_1);
                byte[] reworded = FoundingWords.reworded(sql).getBytes(StandardCharsets.ISO_8859_1);
                byte command = payload[0];
                payload = new byte[reworded.length + 1];
                payload[0] = command;
                System.arraycopy(reworded, 0, payload, 1, reworded.length);
            }
            write(out, header[3], payload);
            out.flush();
        }
    }

    /** The first packet names the version; an error that names something unknown is kept. */
    private void toClient(Socket server, Socket client) throws IOException {
        DataInputStream in = new DataInputStream(new BufferedInputStream(server.getInputStream(), LARGE));
        OutputStream out = new BufferedOutputStream(client.getOutputStream(), LARGE);
        boolean greeted = false;
        while (true) {
            byte[] header = new byte[4];
            in.readFully(header);
            byte[] payload = new byte[length(header)];
            in.readFully(payload);
            if (!greeted) {
                payload = renamed(payload);
                greeted = true;
            } else if (header[3] == 1 && payload.length > 9 && payload[0] == -1 && payload[3] == '#') {
                int error = (payload[1] & 255) | (payload[2] & 255) << 8;
                if (UNKNOWN.contains(error)) {
                    refused.add(new String(payload, 9, payload.length - 9, StandardCharsets.UTF_8));
                }
            }
            write(out, header[3], payload);
            if (in.available() == 0) {
                out.flush();
            }
        }
    }

    private static byte[] renamed(byte[] greeting) {
        int end = 1;
        while (greeting[end] != 0) {
            end++;
        }
        byte[] name = ("5.5.5-" + FoundingWords.VERSION).getBytes(StandardCharsets.US_ASCII);
        byte[] renamed = new byte[1 + name.length + greeting.length - end];
        renamed[0] = greeting[0];
        System.arraycopy(name, 0, renamed, 1, name.length);
        System.arraycopy(greeting, end, renamed, 1 + name.length, greeting.length - end);
        return renamed;
    }

    private static int length(byte[] header) {
        return (header[0] & 255) | (header[1] & 255) << 8 | (header[2] & 255) << 16;
    }

    private static void write(OutputStream out, byte sequence, byte[] payload) throws IOException {
        byte[] packet = new byte[payload.length + 4];
        packet[0] = (byte) payload.length;
        packet[1] = (byte) (payload.length >> 8);
        packet[2] = (byte) (payload.length >> 16);
        packet[3] = sequence;
        System.arraycopy(payload, 0, packet, 4, payload.length);
        out.write(packet);
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "a server of 10.0");
        thread.setDaemon(true);
        thread.start();
    }
}
