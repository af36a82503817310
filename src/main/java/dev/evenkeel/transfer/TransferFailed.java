package dev.evenkeel.transfer;

/** A copy did not come about: what was found, what is needed, what to do. Nothing was passed over in silence. */
public final class TransferFailed extends RuntimeException {
    public TransferFailed(String message) {
        super(message);
    }

    public TransferFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
