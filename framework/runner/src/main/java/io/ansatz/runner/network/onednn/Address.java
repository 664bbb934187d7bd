package io.ansatz.runner.network.onednn;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/** A place in native memory that somebody else owns. */
final class Address extends Pointer {

    Address(long value) {
        super((Pointer) null);
        address = value;
    }

    /** The floats from here on. */
    FloatBuffer floats(long count) {
        return new FloatPointer(this).capacity(count).asBuffer();
    }
}
