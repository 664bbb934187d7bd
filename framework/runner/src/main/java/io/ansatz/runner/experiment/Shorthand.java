package io.ansatz.runner.experiment;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The words that an experiment file may write in the place of a list of texts: each stands for the list of itself alone,
 * and {@code none}, which may always be written there, for the empty one.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
@interface Shorthand {

    String[] value();
}
