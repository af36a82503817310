package dev.evenkeel.environment;

/**
 * What one server of a run is alone in: what can be done to a machine rather than to the server on it. Whatever is done to
 * the network between the servers, evenkeel itself still reaches the server, unless it is paused.
 */
public interface Machine {
    Role role();

    /** Takes it off the network that the servers of the run share; evenkeel still reaches it. */
    void disconnect();

    /** Puts it on the network that the servers share, under the name of its role. */
    void connect();

    boolean connected();

    /** Stops every process where it is. Connections stay open and are not answered. */
    void pause();

    void resume();

    boolean paused();

    /** Ends the server at once, as a loss of power does, and starts it again. */
    void restart();

    boolean running();

    /** Runs a command in it as root. */
    Answer run(String... command);

    /** What a command of the machine said. */
    record Answer(int exit, String text) {}
}
