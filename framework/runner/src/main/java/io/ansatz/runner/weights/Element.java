package io.ansatz.runner.weights;

import java.nio.ByteBuffer;

/** What an array of a weight file is made of, under the names of the format. */
enum Element {
    F64(8, true) {
        @Override
        float next(ByteBuffer bytes) {
            return (float) bytes.getDouble();
        }
    },
    F32(4, true) {
        @Override
        float next(ByteBuffer bytes) {
            return bytes.getFloat();
        }
    },
    F16(2, true) {
        @Override
        float next(ByteBuffer bytes) {
            return half(bytes.getShort());
        }
    },
    /** The upper half of an F32. */
    BF16(2, true) {
        @Override
        float next(ByteBuffer bytes) {
            return Float.intBitsToFloat(bytes.getShort() << 16);
        }
    },
    F8_E5M2(1, false),
    F8_E4M3(1, false),
    I64(8, false),
    U64(8, false),
    I32(4, false),
    U32(4, false),
    I16(2, false),
    U16(2, false),
    I8(1, false),
    U8(1, false),
    BOOL(1, false);

    private static final int EXPONENT_BITS = 5;
    private static final int FRACTION_BITS = 10;
    private static final int BIAS = 15;

    private final int size;
    private final boolean readable;

    Element(int size, boolean readable) {
        this.size = size;
        this.readable = readable;
    }

    /** How many bytes each takes. */
    int size() {
        return size;
    }

    /** Whether it can become a float; what is counted or packed cannot. */
    boolean readable() {
        return readable;
    }

    /** The next one; little-endian. */
    float next(ByteBuffer bytes) {
        throw new IllegalStateException("%s is not read.".formatted(this));
    }

    /** IEEE 754 binary16; Java has it from version 20 on. */
    static float half(short bits) {
        int exponent = bits >> FRACTION_BITS & (1 << EXPONENT_BITS) - 1;
        int fraction = bits & (1 << FRACTION_BITS) - 1;
        double value;
        if (exponent == (1 << EXPONENT_BITS) - 1) {
            value = fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
        } else if (exponent == 0) {
            value = Math.scalb((double) fraction, 1 - BIAS - FRACTION_BITS);
        } else {
            value = Math.scalb((double) (fraction + (1 << FRACTION_BITS)), exponent - BIAS - FRACTION_BITS);
        }
        return (float) (bits < 0 ? -value : value);
    }
}
