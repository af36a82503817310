package dev.evenkeel.event;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;

/** What a record is made of, read once for each class. */
record Shape(Constructor<?> constructor, List<Component> components) {
    private static final ClassValue<Shape> KNOWN = new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
            RecordComponent[] components = type.getRecordComponents();
            Class<?>[] types =
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            try {
                Constructor<?> constructor = type.getDeclaredConstructor(types);
                constructor.setAccessible(true);
                return new Shape(
                        constructor,
                        Arrays.stream(components).map(Shape::component).toList());
            } catch (NoSuchMethodException e) {
                throw new IllegalStateException("every record has its constructor", e);
            }
        }
    };

    record Component(String name, Type type, boolean inline, Method accessor) {
        Object of(Record record) {
            try {
                return accessor.invoke(record);
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new IllegalStateException("a record's component can be read", e);
            }
        }
    }

    static Shape of(Class<?> type) {
        return KNOWN.get(type);
    }

    Record record(Object... values) {
        try {
            return (Record) constructor.newInstance(values);
        } catch (InstantiationException | IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(constructor.getDeclaringClass() + " refuses what was read for it", e);
        }
    }

    private static Component component(RecordComponent component) {
        Method accessor = component.getAccessor();
        accessor.setAccessible(true);
        return new Component(
                component.getName(), component.getGenericType(), component.isAnnotationPresent(Inline.class), accessor);
    }

    /** The class of a component's type, without what it is of. */
    static Class<?> raw(Type type) {
        return type instanceof ParameterizedType generic ? (Class<?>) generic.getRawType() : (Class<?>) type;
    }

    /** What a list, a map or an optional is of. */
    static Type content(Type type) {
        Type[] arguments = ((ParameterizedType) type).getActualTypeArguments();
        return arguments[arguments.length - 1];
    }
}
