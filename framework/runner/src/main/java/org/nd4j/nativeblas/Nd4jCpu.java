package org.nd4j.nativeblas;

/**
 * The place where Deeplearning4j 1.0.0-M2.1 asks whether oneDNN may be used. Its {@code BaseMKLDNNHelper} looks up
 * {@code org.nd4j.nativeblas.Nd4jCpu$Environment} by name, but that release of ND4J keeps the class in another package
 * and calls the method otherwise; without an answer here every convolution silently falls back to code that is four
 * times slower. It can go as soon as Deeplearning4j asks in the right place.
 */
public final class Nd4jCpu {

    private Nd4jCpu() {}

    /** The native settings, under their former name. */
    public static final class Environment {

        private static final Environment INSTANCE = new Environment();

        private Environment() {}

        public static Environment getInstance() {
            return INSTANCE;
        }

        /** The former name of oneDNN is MKL-DNN. */
        public boolean isUseMKLDNN() {
            return org.nd4j.linalg.cpu.nativecpu.bindings.Nd4jCpu.Environment.getInstance()
                    .isUseONEDNN();
        }
    }
}
