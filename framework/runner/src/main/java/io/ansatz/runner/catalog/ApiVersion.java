package io.ansatz.runner.catalog;

import io.ansatz.api.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.pf4j.DefaultVersionManager;

/** The version of the API that this host offers, and which plugins it suits. */
public record ApiVersion(String number) {

    /** The version of the API on the class path. */
    public static ApiVersion ofThisHost() {
        var properties = new Properties();
        try (var stream = Part.class.getResourceAsStream("api.properties")) {
            properties.load(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ApiVersion(properties.getProperty("version"));
    }

    /**
     * Whether a plugin that requires this can be loaded. A plain version such as 1.4.0 means this or a newer one that
     * promises to be compatible: below 2.0.0, or below 0.2.0 for 0.1.0. Ranges such as {@code >=1.0.0 & <3.0.0} are
     * taken literally.
     *
     * @throws IllegalArgumentException if this is neither a version nor a range
     */
    boolean suits(String requires) {
        if (requires.equals(number)) {
            return true;
        }
        boolean plain = requires.matches("\\d+\\.\\d+\\.\\d+(-.*)?");
        try {
            return new DefaultVersionManager()
                    .checkVersionConstraint(number, plain ? "^" + requires.replaceFirst("-.*", "") : requires);
        } catch (RuntimeException notAVersion) {
            throw new IllegalArgumentException(requires, notAVersion);
        }
    }
}
