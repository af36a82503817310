package dev.evenkeel.provision.trial;

/** A fence cannot be tried on a server as that is; nothing was changed there, or what was made is removed. */
final class InTheWay extends RuntimeException {
    InTheWay(String sentence) {
        super(sentence);
    }
}
