package dev.evenkeel.mariadb;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/** Makes the sockets of connections for Connector/J, which knows it by its name and needs it public. */
public final class WireFactory extends SocketFactory {
    /** Connections are opened by whoever asks for them: what is made meanwhile in this thread is theirs. */
    private static final ThreadLocal<Wire> MADE = new ThreadLocal<>();

    /** Takes the socket that was made last in this thread. */
    static Wire take() {
        Wire wire = MADE.get();
        MADE.remove();
        return wire;
    }

    @Override
    public Socket createSocket() throws IOException {
        Wire wire = new Wire();
        Connections.made(wire);
        MADE.set(wire);
        return wire;
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw new UnsupportedOperationException("the driver connects it");
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) {
        throw new UnsupportedOperationException("the driver connects it");
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw new UnsupportedOperationException("the driver connects it");
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
        throw new UnsupportedOperationException("the driver connects it");
    }
}
