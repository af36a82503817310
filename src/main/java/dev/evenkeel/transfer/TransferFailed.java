package dev.evenkeel.transfer;

/** A copy did not come about: what was found, what is needed, what to do. Nothing was passed over in silence. */
public final class TransferFailed extends RuntimeException {
    TransferFailed(String message) {
        super(message);
    }

    TransferFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
