package io.plimsoll.autoscaler.app.flight;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.LinkedHashSet;
import java.util.Set;

/** Finds the sealed interfaces that a record holds, at any depth. */
final class SealedTypes {

    private final Set<Class<?>> seen = new LinkedHashSet<>();

    private SealedTypes() {}

    static Set<Class<?>> in(Class<? extends Record> root) {
        SealedTypes search = new SealedTypes();
        search.visit(root);
        search.seen.removeIf(type -> !type.isSealed());
        return search.seen;
    }

    private void visit(Type type) {
        if (type instanceof ParameterizedType generic) {
            for (Type argument : generic.getActualTypeArguments()) {
                visit(argument);
            }
            return;
        }
        if (type instanceof Class<?> plain && seen.add(plain)) {
            if (plain.isRecord()) {
                for (RecordComponent component : plain.getRecordComponents()) {
                    visit(component.getGenericType());
                }
            }
            if (plain.isSealed()) {
                for (Class<?> permitted : plain.getPermittedSubclasses()) {
                    visit(permitted);
                }
            }
        }
    }
}
