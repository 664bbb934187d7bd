package io.ansatz.runner.network;

import io.ansatz.runner.experiment.EngineChoice;
import io.ansatz.runner.network.onednn.OneDnn;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;
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
 * What computes the classical part of a network here.
 *
 * @param version the release of Deeplearning4j
 * @param backend the device ND4J computes on, in lower case
 * @param layersUseOneDnn whether ND4J was built with oneDNN, which makes Deeplearning4j's own convolutions four times faster
 * @param oneDnn the release of oneDNN that computes trunks, and LSTMs of a neck; empty when Deeplearning4j's own layers do
 * @param trouble why oneDNN does not compute trunks although it should
 * @param threads how many threads one operation uses
 */
public record Engine(
        String version,
        String backend,
        boolean layersUseOneDnn,
        Optional<String> oneDnn,
        Optional<String> trouble,
        int threads) {

    private static final String HELPERS_DISABLED = "org.eclipse.deeplearning4j.helpers.disable";
    /** Otherwise JavaCPP asks the system for the size of the process whenever ND4J makes an array, however small. */
    private static final String MEMORY_LIMIT = "org.bytedeco.javacpp.maxphysicalbytes";

    private static final String RELEASE = "/META-INF/maven/org.deeplearning4j/deeplearning4j-nn/pom.properties";

    /** oneDNN runs on other processors too, but has hardly any fast code for them. */
    private static final String FAST = "x86_64";

    /**
     * Loads the native libraries and sets them to one thread: trials run side by side instead, since two OpenMP threads on a
     * busy two-core machine are five times slower than one. Every thread that trains must call this, because OpenMP
     * keeps the number per thread; calling it again costs next to nothing.
     *
     * @throws IllegalArgumentException if what was chosen is not here; the message is for the user
     */
    public static Engine prepare(EngineChoice choice) {
        return prepare(choice, 1);
    }

    /** The same with as many threads as asked for, which pays only where nothing else wants the processor. */
    public static Engine prepare(EngineChoice choice, int threads) {
        require(choice);
        if (System.getProperty(MEMORY_LIMIT) == null) {
            System.setProperty(MEMORY_LIMIT, "0");
        }
        // ND4J must come up first: the holder of its operations cannot be initialised without it.
        Nd4j.getBackend();
        var operations = NativeOpsHolder.getInstance().getDeviceNativeOps();
        Nd4j.getEnvironment().setMaxThreads(threads);
        Nd4j.getEnvironment().setMaxMasterThreads(threads);
        Nd4j.factory().blas().setMaxThreads(threads);
        operations.setOmpNumThreads(threads);
        boolean layersUseOneDnn = operations.buildInfo().contains("HAVE_ONEDNN");
        // Deeplearning4j leaves oneDNN alone unless told otherwise; it reads this whenever a layer is made.
        System.setProperty(HELPERS_DISABLED, Boolean.toString(!layersUseOneDnn));
        String backend = Nd4j.getExecutioner().getEnvironmentInformation().getProperty("backend", "unknown device");
        boolean wanted = plansOneDnn(choice);
        Optional<String> trouble = wanted ? OneDnn.trouble() : Optional.empty();
        if (trouble.isPresent() && choice == EngineChoice.ONEDNN) {
            throw new IllegalArgumentException("model.engine is onednn, but it cannot be loaded: " + trouble.get());
        }
        return new Engine(
                release(),
                backend.toLowerCase(Locale.ROOT),
                layersUseOneDnn,
                wanted ? OneDnn.version() : Optional.empty(),
                trouble,
                operations.ompGetMaxThreads());
    }

    /** What computes trunks, after all. */
    public EngineChoice choice() {
        return oneDnn.isPresent() ? EngineChoice.ONEDNN : EngineChoice.DEEPLEARNING4J;
    }

    /** The same engine, with trunks made of Deeplearning4j's own layers. */
    Engine withLayers() {
        return new Engine(version, backend, layersUseOneDnn, Optional.empty(), Optional.empty(), threads);
    }

    /**
     * Refuses a choice for which there is no build on this platform; nothing is loaded to find out.
     *
     * @throws IllegalArgumentException the message is for the user
     */
    public static void require(EngineChoice choice) {
        require(choice, OneDnn.built(), OneDnn.platform());
    }

    static void require(EngineChoice choice, boolean built, String platform) {
        if (choice == EngineChoice.ONEDNN && !built) {
            throw new IllegalArgumentException(
                    "model.engine is onednn, which has no build for %s. It can be auto or deeplearning4j."
                            .formatted(platform));
        }
    }

    /** What is going to compute the backbone, in words; nothing is loaded to find out. */
    public static String planned(EngineChoice choice) {
        return planned(choice, OneDnn.built(), OneDnn.platform());
    }

    static String planned(EngineChoice choice, boolean built, String platform) {
        if (plansOneDnn(choice, built, platform)) {
            return "the backbone is computed by oneDNN";
        }
        return choice == EngineChoice.AUTO
                ? "the backbone is computed by Deeplearning4j's layers; there is no fast oneDNN for %s"
                        .formatted(platform)
                : "the backbone is computed by Deeplearning4j's layers, as model.engine asks";
    }

    /** Whether oneDNN is going to compute the backbone; nothing is loaded to find out. */
    static boolean plansOneDnn(EngineChoice choice) {
        return plansOneDnn(choice, OneDnn.built(), OneDnn.platform());
    }

    private static boolean plansOneDnn(EngineChoice choice, boolean built, String platform) {
        return choice == EngineChoice.ONEDNN || choice == EngineChoice.AUTO && built && platform.endsWith(FAST);
    }

    /** Whether every convolution, batch normalisation and pooling of the network goes through oneDNN. */
    public boolean oneDnnIsLive(HybridNetwork network) {
        return oneDnn.isPresent() || layersUseOneDnn && oneDnnIsLive(network.graph());
    }

    @Override
    public String toString() {
        String rest = "DL4J %s on ND4J %s".formatted(version, backend);
        String all = oneDnn.map(release -> "oneDNN %s for backbone and LSTMs, %s for the rest".formatted(release, rest))
                .orElseGet(() -> "%s %s oneDNN".formatted(rest, layersUseOneDnn ? "with" : "without"));
        String line = "%s, %d %s".formatted(all, threads, threads == 1 ? "thread" : "threads");
        return trouble.map(why -> line + " (oneDNN itself cannot be loaded: " + why + ")")
                .orElse(line);
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
