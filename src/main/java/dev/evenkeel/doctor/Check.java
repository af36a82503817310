package dev.evenkeel.doctor;

import java.util.List;

/** Looks at one area. A further one is a class of this, and a line in {@link Doctor}. */
interface Check {
    /** What it looks at, as findings name it. */
    String area();

    /**
     * Looks, and changes nothing.
     *
     * @return everything that was found, what is fine too
     */
    List<Finding> look(Examined examined);
}
