package dev.evenkeel.provision.lookalike.wire;

/** What a service answers instead of a result. */
public final class Refusal extends RuntimeException {
    private final String code;
    private final int status;

    /**
     * @param code as it is on the wire, which is not always the name of the SDK's exception
     * @param status of HTTP
     */
    public Refusal(String code, int status, String message) {
        super(message, null, false, false);
        this.code = code;
        this.status = status;
    }

    public String code() {
        return code;
    }

    public int status() {
        return status;
    }
}
