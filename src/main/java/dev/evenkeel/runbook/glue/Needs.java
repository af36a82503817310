package dev.evenkeel.runbook.glue;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a step cannot do without: classes of {@link Fact}s and {@link Live} things. A runbook in which no earlier step finds
 * them is refused before anything is started.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Needs {
    /** All of these. */
    Class<?>[] value() default {};

    /** And one of these, whichever, if any is named. */
    Class<?>[] oneOf() default {};
}
