package dev.evenkeel.mariadb;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A way to a server that can fall silent without a word, as a NAT that forgot its connections does. */
public final class SilentProxy implements AutoCloseable {
    private final Endpoint target;
    private final ServerSocket listener;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private volatile Duration delay = Duration.ZERO;
    private final AtomicLong left = new AtomicLong(Long.MAX_VALUE);
    private volatile boolean refusing;
    private volatile boolean lost;
    private volatile Asked asked = new Asked() {};

    /** Hears of everything that a client sends. */
    public interface Asked {
        /**
         * Before it is passed on.
         *
         * @param unanswered to be run when no answer is to reach the client from now on, over this connection
         */
        default void before(Runnable unanswered) {}

        /** The server has it, or at least its network. */
        default void after() {}
    }

    private SilentProxy(Endpoint target) throws IOException {
        this.target = target;
        this.listener = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    }

    /** Listens on 127.0.0.1 and passes everything on. */
    public static SilentProxy to(Endpoint target) {
        try {
            SilentProxy proxy = new SilentProxy(target);
            daemon("proxy to " + target, proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static SilentProxy to(Server server) {
        return to(server.endpoint());
    }

    public Endpoint endpoint() {
        return new Endpoint("127.0.0.1", listener.getLocalPort());
    }

    /** The same server, reached through here. */
    public Server server(Server server) {
        return new Server(server.name(), endpoint(), server.login(), server.tls(), server.readOnly(), Optional.empty());
    }

    /** Connections that exist pass nothing on any more, either way, and stay open; new ones work. */
    public void stall() {
        links.forEach(link -> link.stalled = true);
    }

    /** As {@link #stall}, and nothing comes through new connections either, although they are taken. */
    public void lose() {
        lost = true;
        stall();
    }

    public void asked(Asked hears) {
        asked = hears;
    }

    /** As {@link #stall}, by itself, when the server has answered that much. */
    public void stallAfter(long bytes) {
        left.set(bytes);
    }

    /** Whether that much was answered. */
    public boolean silent() {
        return left.get() <= 0;
    }

    /** From now on new connections are refused. */
    public void refuse() {
        refusing = true;
    }

    /** New connections work again; those that were stalled stay as they are. */
    public void allow() {
        refusing = false;
    }

    /** How many connections were made and neither ended nor stalled. */
    public long passing() {
        return links.stream().filter(link -> !link.stalled).count();
    }

    /** What comes from the server from now on arrives that much later, at the same rate. */
    public void delay(Duration later) {
        delay = later;
    }

    /** Closes every connection too, the silent ones included. */
    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        links.forEach(Link::end);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                try {
                    if (refusing) {
                        client.close();
                        continue;
                    }
                    new Link(client, new Socket(target.host(), target.port())).start();
                } catch (IOException e) {
                    client.close();
                }
            } catch (IOException e) {
                // Closed, or a client that was gone at once; the loop's condition tells which.
            }
        }
    }

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Bytes and the moment they may be passed on. */
    private record Late(byte[] bytes, long due) {}

    private final class Link {
        private final Socket client;
        private final Socket server;
        private final CountDownLatch ended = new CountDownLatch(1);
        private final BlockingQueue<Late> late = new LinkedBlockingQueue<>(256);
        private volatile boolean stalled;
        private volatile boolean unanswered;

        Link(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void start() throws IOException {
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            links.add(this);
            stalled = lost;
            if (listener.isClosed()) {
                end();
            }
            daemon(
                    "to the server",
                    () -> follow(client, bytes -> {
                        asked.before(() -> unanswered = true);
                        pass(bytes, server);
                        asked.after();
                    }));
            daemon(
                    "from the server",
                    () -> follow(server, bytes -> late.put(new Late(bytes, System.nanoTime() + delay.toNanos()))));
            daemon("late from the server", this::deliver);
        }

        private void follow(Socket from, Taker taker) {
            byte[] buffer = new byte[1 << 16];
            try {
                InputStream in = from.getInputStream();
                int length = in.read(buffer);
                while (length >= 0 && !stalled) {
                    taker.take(Arrays.copyOf(buffer, length));
                    length = in.read(buffer);
                }
                finish(from);
            } catch (IOException | InterruptedException e) {
                over();
            }
        }

        /** The end of the server's answers comes after what is still late. */
        private void finish(Socket from) throws InterruptedException {
            if (from == server) {
                late.put(new Late(new byte[0], System.nanoTime()));
            } else {
                over();
            }
        }

        private void deliver() {
            try {
                while (ended.getCount() > 0) {
                    Late next = late.poll(100, TimeUnit.MILLISECONDS);
                    if (next == null) {
                        continue;
                    }
                    long wait = next.due() - System.nanoTime();
                    if (wait > 0 && ended.await(wait, TimeUnit.NANOSECONDS)) {
                        return;
                    }
                    if (next.bytes().length == 0) {
                        over();
                        return;
                    }
                    if (left.addAndGet(-next.bytes().length) <= 0) {
                        stall();
                    }
                    if (!unanswered) {
                        pass(next.bytes(), client);
                    }
                }
            } catch (IOException | InterruptedException e) {
                over();
            }
        }

        private void pass(byte[] bytes, Socket to) throws IOException {
            if (!stalled) {
                OutputStream out = to.getOutputStream();
                out.write(bytes);
                out.flush();
            }
        }

        /** One end is gone: so is the other, unless nobody is to hear of it. */
        private void over() {
            if (!stalled) {
                end();
            }
        }

        void end() {
            links.remove(this);
            ended.countDown();
            for (Socket socket : new Socket[] {client, server}) {
                try {
                    socket.close();
                } catch (IOException e) {
                    // It is gone either way.
                }
            }
        }
    }

    private interface Taker {
        void take(byte[] bytes) throws IOException, InterruptedException;
    }
}
