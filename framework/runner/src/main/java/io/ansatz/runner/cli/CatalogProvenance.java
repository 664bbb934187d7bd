package io.ansatz.runner.cli;

import io.ansatz.api.Part;
import io.ansatz.runner.catalog.Catalog;
import io.ansatz.runner.catalog.Plugin;
import io.ansatz.runner.data.OpenDatasets;
import io.ansatz.runner.experiment.DatasetChoice;
import io.ansatz.runner.experiment.Provenance;
import io.ansatz.runner.experiment.Weights;
import io.ansatz.runner.weights.OpenWeights;
import jakarta.inject.Inject;
import java.io.IOException;

/** Takes the digests of plugins from the catalog, those of data sets from their passports, and those of weights from their files. */
final class CatalogProvenance implements Provenance {

    private final Catalog catalog;
    private final OpenDatasets datasets;
    private final OpenWeights weights;

    @Inject
    CatalogProvenance(Catalog catalog, OpenDatasets datasets, OpenWeights weights) {
        this.catalog = catalog;
        this.datasets = datasets;
        this.weights = weights;
    }

    @Override
    public String framework() {
        return Version.ofAnsatz();
    }

    @Override
    public String plugin(Part<?> part) {
        Plugin plugin = catalog.pluginOf(part);
        return plugin.id() + " " + catalog.digest(plugin);
    }

    @Override
    public String dataset(DatasetChoice dataset) throws IOException {
        return datasets.open(dataset).passport().digest();
    }

    @Override
    public String weights(Weights published) throws IOException {
        return weights.digest(published);
    }
}
