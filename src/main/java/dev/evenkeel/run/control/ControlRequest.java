package dev.evenkeel.run.control;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenkeel.event.ControlEvent.ControlAction;
import dev.evenkeel.journal.OrdinaryFile;
import dev.evenkeel.journal.PrivateFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;

/**
 * What somebody asks of the process that is carrying out a run now, as a file in the run's folder.
 *
 * @param run its id
 * @param attempt the number of the journal's entry with which that process began; a later process is asked nothing by it
 * @param by who asks, and on which machine
 * @param why what was given as the reason; may be empty
 */
record ControlRequest(String run, long attempt, ControlAction action, String by, String why, Instant at) {
    static final String FOLDER = "requests";

    private static final int FORM = 1;
    private static final int MOST_BYTES = 16 << 10;
    private static final int LONGEST = 400;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES);

    /** As it is in the file. */
    private record Written(int form, String run, long attempt, String action, String by, String why, String at) {}

    /** Asks: the file is there as a whole, for its owner alone, or not at all. */
    Path write(Path folder) {
        String name = "%d-%s-%08x.json".formatted(at.toEpochMilli(), action.word(), RANDOM.nextInt());
        Path file = folder.resolve(FOLDER).resolve(name);
        try {
            PrivateFiles.folder(file.getParent());
            return PrivateFiles.exchange(
                    file,
                    JSON.writeValueAsBytes(
                            new Written(FORM, run, attempt, action.word(), brief(by), brief(why), at.toString())));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + e, e);
        }
    }

    /** @throws Malformed when the file is not such a request; nothing of it is quoted */
    static ControlRequest read(Path folder, String name) throws IOException {
        try (InputStream in = OrdinaryFile.open(folder, FOLDER + "/" + name, MOST_BYTES)) {
            Written written = JSON.readValue(in.readNBytes(MOST_BYTES), Written.class);
            if (written.form() != FORM) {
                throw new Malformed("its form is " + written.form() + ", this version reads " + FORM);
            }
            return new ControlRequest(
                    written.run(),
                    written.attempt(),
                    action(written.action()),
                    brief(written.by()),
                    brief(written.why()),
                    Instant.parse(written.at()));
        } catch (JsonProcessingException | java.time.format.DateTimeParseException e) {
            throw new Malformed("it is not a JSON object with the fields of a request");
        }
    }

    private static ControlAction action(String word) {
        for (ControlAction action : ControlAction.values()) {
            if (action != ControlAction.UNKNOWN && action.word().equals(word)) {
                return action;
            }
        }
        throw new Malformed("it asks for something else than pause, continue and abort");
    }

    /** One line of a length that a screen can show. */
    private static String brief(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }

    /** A file that asks for nothing. */
    static final class Malformed extends RuntimeException {
        Malformed(String message) {
            super(message);
        }
    }
}
