package io.ansatz.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.ansatz.api.Meaning;
import io.ansatz.api.Part;
import java.lang.reflect.RecordComponent;

/** What holds for every part, whatever it draws or opens. */
record PartContract(Part<?> part) {

    void holds() {
        assertThat(part.name())
                .withFailMessage("A part is named in lower case with hyphens, not '%s'.", part.name())
                .matches("[a-z][a-z0-9]*(-[a-z0-9]+)*");
        assertThat(part.getClass().isAnnotationPresent(Meaning.class))
                .withFailMessage("'%s' does not say what it is for: put @Meaning on its class.", part.name())
                .isTrue();
        assertThat(part.defaults())
                .withFailMessage("The defaults of '%s' change from call to call.", part.name())
                .isEqualTo(part.defaults());
        settingsMeanSomething("", part.defaults().getClass());
    }

    /** A setting that is a record is a map of settings in the experiment file. */
    private void settingsMeanSomething(String prefix, Class<?> settings) {
        for (RecordComponent component : settings.getRecordComponents()) {
            String name = prefix + component.getName();
            assertThat(component.isAnnotationPresent(Meaning.class))
                    .withFailMessage(
                            "The setting '%s' of '%s' does not say what it is for: put @Meaning on it.",
                            name, part.name())
                    .isTrue();
            if (component.getType().isRecord()) {
                settingsMeanSomething(name + ".", component.getType());
            }
        }
    }
}
