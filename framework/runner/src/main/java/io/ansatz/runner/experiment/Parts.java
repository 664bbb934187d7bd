package io.ansatz.runner.experiment;

import io.ansatz.api.Part;
import java.util.List;
import java.util.Optional;

/** Where an experiment file finds the parts it names. */
public interface Parts {

    /** The part of this kind ({@code CircuitTemplate}, {@code Backbone}, {@code Neck} or {@code DatasetSource}) with this name. */
    <P extends Part<?>> Optional<P> find(Class<P> kind, String name);

    /** The names of all parts of this kind, in alphabetical order. */
    List<String> names(Class<? extends Part<?>> kind);
}
