package io.ansatz.api.backbone;

import java.util.List;

/** A named run of operations: what freezing and cutting refer to, where {@code all} and {@code none} mean something else. */
public record Stage(String name, List<Operation> operations) {

    public Stage {
        operations = List.copyOf(operations);
        if (name.isBlank() || operations.isEmpty()) {
            throw new IllegalArgumentException("A stage needs a name and at least one operation.");
        }
    }
}
