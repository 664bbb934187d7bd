package io.ansatz.runner.cli;

import io.ansatz.simulator.diagnosis.Diagnosis;
import io.ansatz.simulator.diagnosis.Estimate;
import java.util.List;

/** What random weights tell about a circuit, for reading. */
final class DiagnosisTable {

    private final Diagnosis diagnosis;

    DiagnosisTable(Diagnosis diagnosis) {
        this.diagnosis = diagnosis;
    }

    List<String> lines() {
        if (diagnosis.estimates().isEmpty()) {
            return List.of(diagnosis.remark());
        }
        var table = new Table("with random weights", "value", "error", "samples", "meaning");
        for (Estimate estimate : diagnosis.estimates()) {
            table.row(
                    estimate.name(),
                    estimate.words(),
                    estimate.errorWords(),
                    estimate.value().isPresent() ? Integer.toString(estimate.samples()) : "-",
                    estimate.meaning());
        }
        return table.lines();
    }
}
