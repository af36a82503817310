package dev.evenkeel.runbook.glue;

import dev.evenkeel.catalog.account.Need;
import dev.evenkeel.environment.Role;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What the accounts of a server must be granted for a step, if others have not needed it already. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Repeatable(Grants.All.class)
public @interface Grants {
    Role on();

    Need[] value();

    /** Of several servers. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    @interface All {
        Grants[] value();
    }
}
