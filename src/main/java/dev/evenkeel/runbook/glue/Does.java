package dev.evenkeel.runbook.glue;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Declares what a step method may do. A step method without it is refused: it counts as irreversible. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Does {
    Effect value();

    /** One line for the vocabulary that {@code evenkeel steps} prints. */
    String what() default "";

    /** What it breaks on purpose. */
    Breaks breaks() default Breaks.NOTHING;
}
