package io.ansatz.runner.execution;

import io.ansatz.api.dataset.Dataset;
import io.ansatz.api.dataset.DatasetSource;
import io.ansatz.runner.experiment.Use;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Opens each data set once, however many trials use it. */
public final class OpenDatasets {

    private final Map<Use<DatasetSource<?>>, Dataset> open = new HashMap<>();

    /** The data set behind these settings. */
    @SuppressWarnings("unchecked")
    public synchronized Dataset open(Use<DatasetSource<?>> use) throws IOException {
        Dataset dataset = open.get(use);
        if (dataset == null) {
            dataset = ((DatasetSource<Record>) use.part()).open(use.settings());
            open.put(use, dataset);
        }
        return dataset;
    }
}
