package io.ansatz.runner.authoring;

import io.ansatz.api.Part;
import io.ansatz.api.backbone.Backbone;
import io.ansatz.api.circuit.CircuitTemplate;
import io.ansatz.api.dataset.DatasetSource;
import io.ansatz.api.network.Neck;
import io.ansatz.runner.catalog.Kind;
import io.ansatz.testkit.BackboneContract;
import io.ansatz.testkit.Breach;
import io.ansatz.testkit.CircuitContract;
import io.ansatz.testkit.Contract;
import io.ansatz.testkit.DatasetContract;
import io.ansatz.testkit.NeckContract;
import java.io.UncheckedIOException;
import java.util.function.Consumer;

/**
 * What came of holding a part to the contract of its kind.
 *
 * @param sentence what is wrong, or which data is missing; empty where the contract is kept
 */
public record Verification(Verdict verdict, String sentence) {

    /** How it ended. */
    public enum Verdict {
        KEPT,
        BROKEN,
        WITHOUT_DATA
    }

    /**
     * Holds a part to its contract. Whatever the part does, it is told in a sentence.
     *
     * @param met is told of each obligation that is met, in a line
     */
    public static Verification of(Kind kind, Part<?> part, Consumer<String> met) {
        try {
            contract(kind, part).holds(met);
            return new Verification(Verdict.KEPT, "");
        } catch (UncheckedIOException e) {
            return new Verification(Verdict.WITHOUT_DATA, e.getMessage());
        } catch (Breach e) {
            return new Verification(Verdict.BROKEN, e.getMessage());
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
            String end = e.toString().endsWith(".") ? "" : ".";
            return new Verification(Verdict.BROKEN, "The %s breaks off: %s%s".formatted(kind, e, end));
        }
    }

    private static Contract contract(Kind kind, Part<?> part) {
        return switch (kind) {
            case CIRCUIT -> CircuitContract.of((CircuitTemplate<?>) part);
            case BACKBONE -> BackboneContract.of((Backbone<?>) part);
            case NECK -> NeckContract.of((Neck<?>) part);
            case DATASET -> ofDataset((DatasetSource<?>) part);
        };
    }

    private static <S extends Record> Contract ofDataset(DatasetSource<S> source) {
        return DatasetContract.of(source, source.defaults());
    }
}
