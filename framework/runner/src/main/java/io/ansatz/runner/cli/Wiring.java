package io.ansatz.runner.cli;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.ansatz.api.Cache;
import io.ansatz.api.Downloads;
import io.ansatz.runner.catalog.Catalog;
import io.ansatz.runner.data.OpenDatasets;
import io.ansatz.runner.download.HttpDownloads;
import io.ansatz.runner.experiment.ExperimentReader;
import io.ansatz.runner.experiment.Provenance;
import io.ansatz.runner.material.FeatureStore;
import io.ansatz.runner.weights.OpenWeights;
import java.nio.file.Path;
import java.util.Map;

/** Who gets what. Nothing here is made before a command asks for it. */
final class Wiring extends AbstractModule {

    private final Map<String, String> environment;
    private final Terminal terminal;

    Wiring(Map<String, String> environment, Terminal terminal) {
        this.environment = environment;
        this.terminal = terminal;
    }

    @Override
    protected void configure() {
        binder().requireExplicitBindings();
        bind(OpenDatasets.class).toInstance(new OpenDatasets());
        bind(Provenance.class).to(CatalogProvenance.class);
        bind(CatalogProvenance.class);
    }

    @Provides
    @Singleton
    Cache cache() {
        return CacheFolder.of(environment, Path.of(System.getProperty("user.home")));
    }

    @Provides
    @Singleton
    Catalog catalog(Cache cache, Downloads downloads) {
        Path home = Path.of(System.getProperty("ansatz.home", ""));
        return Catalog.open(PluginPlaces.of(environment, home).paths(), cache, downloads);
    }

    @Provides
    @Singleton
    FeatureStore featureStore(Cache cache) {
        return new FeatureStore(cache.folder("features"));
    }

    @Provides
    @Singleton
    Downloads downloads() {
        return new HttpDownloads(new DownloadProgress(terminal, System::nanoTime));
    }

    @Provides
    @Singleton
    OpenWeights openWeights(Cache cache, Downloads downloads) {
        return new OpenWeights(cache, downloads);
    }

    @Provides
    ExperimentReader experimentReader(Catalog catalog) {
        return new ExperimentReader(catalog, environment);
    }
}
