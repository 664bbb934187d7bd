package io.ansatz.runner.network;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Properties;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.layers.LayerHelper;
import org.deeplearning4j.nn.layers.convolution.ConvolutionLayer;
import org.deeplearning4j.nn.layers.convolution.DepthwiseConvolution2DLayer;
import org.deeplearning4j.nn.layers.convolution.subsampling.SubsamplingLayer;
import org.deeplearning4j.nn.layers.mkldnn.BaseMKLDNNHelper;
import org.deeplearning4j.nn.layers.normalization.BatchNormalization;
import org.deeplearning4j.nn.layers.wrapper.BaseWrapperLayer;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * What computes the classical layers here.
 *
 * @param version the release of Deeplearning4j
 * @param backend the device ND4J computes on, in lower case
 * @param oneDnn whether the native library was built with oneDNN, which makes convolutions four times faster
 * @param threads how many threads one operation uses
 */
public record Engine(String version, String backend, boolean oneDnn, int threads) {

    private static final String HELPERS_DISABLED = "org.eclipse.deeplearning4j.helpers.disable";
    private static final String RELEASE = "/META-INF/maven/org.deeplearning4j/deeplearning4j-nn/pom.properties";

    /**
     * Loads the native library and sets it to one thread: trials run side by side instead, since two OpenMP threads on a
     * busy two-core machine are five times slower than one. Every thread that trains must call this, because OpenMP
     * keeps the number per thread; calling it again costs next to nothing.
     */
    public static Engine prepare() {
        // ND4J must come up first: the holder of its operations cannot be initialised without it.
        Nd4j.getBackend();
        var operations = NativeOpsHolder.getInstance().getDeviceNativeOps();
        Nd4j.getEnvironment().setMaxThreads(1);
        Nd4j.getEnvironment().setMaxMasterThreads(1);
        Nd4j.factory().blas().setMaxThreads(1);
        operations.setOmpNumThreads(1);
        boolean oneDnn = operations.buildInfo().contains("HAVE_ONEDNN");
        // Deeplearning4j leaves oneDNN alone unless told otherwise; it reads this whenever a layer is made.
        System.setProperty(HELPERS_DISABLED, Boolean.toString(!oneDnn));
        String backend = Nd4j.getExecutioner().getEnvironmentInformation().getProperty("backend", "unknown device");
        return new Engine(release(), backend.toLowerCase(Locale.ROOT), oneDnn, operations.ompGetMaxThreads());
    }

    /** Whether every convolution, batch normalisation and pooling of the network goes through oneDNN. */
    public boolean oneDnnIsLive(HybridNetwork network) {
        return oneDnn && oneDnnIsLive(network.graph());
    }

    @Override
    public String toString() {
        return "DL4J %s on ND4J %s %s oneDNN, %d %s"
                .formatted(version, backend, oneDnn ? "with" : "without", threads, threads == 1 ? "thread" : "threads");
    }

    static boolean oneDnnIsLive(ComputationGraph graph) {
        for (Layer outer : graph.getLayers()) {
            Layer layer = outer instanceof BaseWrapperLayer frozen ? frozen.getUnderlying() : outer;
            // A depthwise convolution has no helper: ND4J itself hands its operations to oneDNN.
            boolean expected = layer instanceof ConvolutionLayer && !(layer instanceof DepthwiseConvolution2DLayer)
                    || layer instanceof SubsamplingLayer
                    || layer instanceof BatchNormalization;
            if (expected && !isOneDnn(layer.getHelper())) {
                return false;
            }
        }
        return true;
    }

    private static boolean isOneDnn(LayerHelper implementation) {
        return implementation != null
                && implementation.getClass().getPackage().equals(BaseMKLDNNHelper.class.getPackage());
    }

    private static String release() {
        try (InputStream file = ComputationGraph.class.getResourceAsStream(RELEASE)) {
            if (file == null) {
                return "of unknown version";
            }
            var properties = new Properties();
            properties.load(file);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException("The release of Deeplearning4j could not be read.", e);
        }
    }
}
