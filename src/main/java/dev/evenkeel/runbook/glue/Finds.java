package dev.evenkeel.runbook.glue;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What there is after a step has passed: classes of {@link Fact}s and {@link Live} things. A step that passes without is a bug. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Finds {
    Class<?>[] value();
}
