package dev.evenkeel.transfer.script;

import dev.evenkeel.transfer.LeftOut;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was left out of a user's files so far, one line for each kind and file. */
public final class Omissions {
    private record Key(Path file, String what) {}

    private final Map<Key, LeftOut> found = new LinkedHashMap<>();

    public void add(String what, String because, DumpStatement statement) {
        found.merge(
                new Key(statement.file(), what),
                new LeftOut(what, because, statement.file(), statement.line(), 1),
                (before, more) -> before.oneMore());
    }

    public List<LeftOut> list() {
        return List.copyOf(found.values());
    }
}
