package dev.evenkeel.parity.live;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** Two questions asked at the same time, one of each server. */
final class AtOnce {
    private AtOnce() {}

    /** Ends after both have, so that whatever they use can be closed then; fails as the first of them does. */
    static <A, B, R> R ask(Supplier<A> here, Supplier<B> there, BiFunction<A, B, R> result) {
        CompletableFuture<B> theirs = CompletableFuture.supplyAsync(there);
        A mine;
        try {
            mine = here.get();
        } catch (RuntimeException | Error e) {
            theirs.handle((answer, failure) -> "ended").join();
            throw e;
        }
        try {
            return result.apply(mine, theirs.join());
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
