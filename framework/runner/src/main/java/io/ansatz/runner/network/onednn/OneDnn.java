package io.ansatz.runner.network.onednn;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.dnnl.dnnl_version_t;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl;

/** The native library: whether it is here, and its one engine. */
public final class OneDnn {

    private static final String BINDING = "/org/bytedeco/dnnl/%s/%s";

    private static final Map<String, String> PROCESSORS = Map.of("amd64", "x86_64", "aarch64", "arm64");

    private OneDnn() {}

    /** Whether there is a build of it for this platform; it is not loaded to find out. */
    public static boolean built() {
        return OneDnn.class.getResource(BINDING.formatted(platform(), System.mapLibraryName("jnidnnl"))) != null;
    }

    /** This platform, such as {@code linux-x86_64}. */
    public static String platform() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String processor = System.getProperty("os.arch");
        return "%s-%s"
                .formatted(
                        system.startsWith("mac") ? "macosx" : system.startsWith("windows") ? "windows" : "linux",
                        PROCESSORS.getOrDefault(processor, processor));
    }

    /** The release that was loaded; empty where it cannot be. */
    public static Optional<String> version() {
        return Library.LOADED.map(Library::version);
    }

    /** Why it could not be loaded; empty if it was. */
    public static Optional<String> trouble() {
        return Library.TROUBLE.map(OneDnn::root).map(Throwable::toString);
    }

    private static Throwable root(Throwable trouble) {
        Throwable root = trouble;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    static engine engine() {
        return Library.LOADED
                .orElseThrow(() -> new IllegalStateException("oneDNN is not here; whoever builds a trunk asks first."))
                .processor();
    }

    /** Made once per process; the engine of a processor keeps no state. */
    private record Library(String version, engine processor) {

        private static final Optional<Library> LOADED;
        private static final Optional<LinkageError> TROUBLE;

        static {
            Optional<Library> loaded = Optional.empty();
            Optional<LinkageError> trouble = Optional.empty();
            try {
                loaded = Optional.of(load());
            } catch (LinkageError e) {
                trouble = Optional.of(e);
            }
            LOADED = loaded;
            TROUBLE = trouble;
        }

        private static Library load() {
            dnnl_version_t version = dnnl.dnnl_version();
            return new Library(
                    "%d.%d.%d".formatted(version.major(), version.minor(), version.patch()),
                    new engine(engine.kind.cpu, 0));
        }
    }
}
