package dev.evenkeel.runbook.vocabulary;

import io.cucumber.core.backend.ObjectFactory;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes the step classes' objects of one run: new ones for every scenario, handed by type what the run was started with. */
public final class RunObjectFactory implements ObjectFactory {
    private final Map<Class<?>, Object> made = new HashMap<>();
    private final List<Object> context;

    public RunObjectFactory(List<Object> context) {
        this.context = List.copyOf(context);
    }

    /** Of steps that are looked at and not executed. */
    static RunObjectFactory ofNoRun() {
        return new RunObjectFactory(List.of());
    }

    @Override
    public void start() {
        made.clear();
    }

    @Override
    public void stop() {
        made.clear();
    }

    @Override
    public boolean addClass(Class<?> glueClass) {
        return true;
    }

    @Override
    public <T> T getInstance(Class<T> type) {
        Object known = made.get(type);
        if (known == null) {
            known = make(type);
            made.put(type, known);
        }
        return type.cast(known);
    }

    private Object make(Class<?> type) {
        Constructor<?>[] constructors = type.getDeclaredConstructors();
        if (constructors.length != 1) {
            throw new CannotMake(
                    type.getName() + " has " + constructors.length + " constructors, a step class needs exactly one");
        }
        Constructor<?> constructor = constructors[0];
        Object[] arguments = Arrays.stream(constructor.getParameterTypes())
                .map(needed -> handed(type, needed))
                .toArray();
        try {
            constructor.setAccessible(true);
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
            throw new CannotMake(type.getName() + " cannot be made: " + e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new CannotMake(type.getName() + " cannot be made: " + e);
        }
    }

    private Object handed(Class<?> owner, Class<?> needed) {
        List<Object> fitting = context.stream().filter(needed::isInstance).toList();
        if (fitting.size() != 1) {
            throw new CannotMake(owner.getName() + " needs one " + needed.getName() + ", the run hands over "
                    + (fitting.isEmpty() ? "none" : "several"));
        }
        return fitting.get(0);
    }

    /** The wiring of a step class is wrong. */
    public static final class CannotMake extends RuntimeException {
        CannotMake(String message) {
            super(message);
        }
    }
}
