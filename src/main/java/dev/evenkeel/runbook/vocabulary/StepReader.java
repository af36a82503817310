package dev.evenkeel.runbook.vocabulary;

import dev.evenkeel.catalog.account.Need;
import dev.evenkeel.environment.Role;
import dev.evenkeel.runbook.glue.Asks;
import dev.evenkeel.runbook.glue.Breaks;
import dev.evenkeel.runbook.glue.Does;
import dev.evenkeel.runbook.glue.Grants;
import io.cucumber.core.backend.JavaMethodReference;
import io.cucumber.core.backend.StepDefinition;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads what a step method says of itself. */
record StepReader(ClassLoader loader) {
    KnownStep read(StepDefinition definition) {
        JavaMethodReference reference = definition
                .getSourceReference()
                .filter(JavaMethodReference.class::isInstance)
                .map(JavaMethodReference.class::cast)
                .orElseThrow(() -> new IllegalStateException("not a Java method: " + definition.getLocation()));
        Method method = method(reference);
        Optional<Does> does = Optional.ofNullable(method.getAnnotation(Does.class));
        String name = reference.className();
        return new KnownStep(
                definition.getPattern(),
                does.map(Does::value),
                does.map(Does::what).orElse(""),
                does.map(Does::repeatable).orElse(false),
                does.map(Does::always).orElse(false),
                does.map(Does::closes).orElse(false),
                does.map(Does::breaks).orElse(Breaks.NOTHING),
                FactUse.of(method),
                Optional.ofNullable(method.getAnnotation(Asks.class))
                        .map(asks -> Set.of(asks.value()))
                        .orElse(Set.of()),
                grants(method),
                name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1),
                reference.methodName());
    }

    private static Map<Role, Set<Need>> grants(Method method) {
        return Stream.of(method.getAnnotationsByType(Grants.class))
                .collect(Collectors.toMap(Grants::on, grants -> Set.of(grants.value())));
    }

    private Method method(JavaMethodReference reference) {
        try {
            return Stream.of(loader.loadClass(reference.className()).getDeclaredMethods())
                    .filter(method -> method.getName().equals(reference.methodName()))
                    .filter(method -> Stream.of(method.getParameterTypes())
                            .map(Class::getName)
                            .toList()
                            .equals(reference.methodParameterTypes()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no such method: " + reference));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("no such class: " + reference.className(), e);
        }
    }
}
