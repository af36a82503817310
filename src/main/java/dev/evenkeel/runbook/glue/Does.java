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

    /**
     * Whether executing it again, after an attempt of which nobody knows whether it had its effect, comes to the same end and does
     * no harm: it looks at what is there first. Where it is not, and a run that died in it is taken up, a person is asked.
     */
    boolean repeatable() default false;

    /** Of a step that only reads: whether every process that takes up the run executes it again, also when its phase is over. */
    boolean always() default false;

    /**
     * Whether all that it changes is who may write and connect, never what a proof compares rows of: a proof before it still holds
     * when the server is seen to have been closed all along.
     */
    boolean closes() default false;

    /** What it breaks on purpose. */
    Breaks breaks() default Breaks.NOTHING;
}
