package dev.evenkeel.provision.lookalike.wire;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A piece of a request as it arrived, whatever it was written in. */
public interface Given {
    /** Of a single value. */
    Optional<String> text();

    Optional<Given> child(String name);

    /**
     * The members of a list.
     *
     * @param member what the model calls one
     */
    List<Given> items(String member);

    /** The names of a map's or structure's parts; empty where the format does not tell. */
    Set<String> names();
}
