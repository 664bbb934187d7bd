package io.ansatz.plugins.isic;

import java.util.Optional;
import java.util.Set;

/** Under which an image is published; the archive says it of each image. */
enum Licence {
    CC_0("CC-0"),
    CC_BY("CC-BY"),
    /** Not for commercial use. */
    CC_BY_NC("CC-BY-NC");

    /** Those under which an image may be used for anything, with attribution. */
    static final Set<Licence> FREE = Set.of(CC_0, CC_BY);

    private final String type;

    Licence(String type) {
        this.type = type;
    }

    static Optional<Licence> of(String type) {
        for (Licence licence : values()) {
            if (licence.type.equals(type)) {
                return Optional.of(licence);
            }
        }
        return Optional.empty();
    }

    /** What the archive calls it. */
    @Override
    public String toString() {
        return type;
    }
}
