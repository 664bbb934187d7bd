package io.ansatz.runner.network;

import java.util.Optional;

/**
 * How many parameters a block has, held against the circuit in whose place it stands.
 *
 * @param target how many weights the circuit has
 */
public record BlockSize(Block block, int target) {

    /** Beyond this difference a block is not of the circuit's size. */
    private static final double MATCHED = 0.02;

    /** Whether so many parameters are as many as the target, but for two in a hundred. */
    public static boolean matches(int parameters, int target) {
        return Math.abs(parameters - target) <= MATCHED * target;
    }

    /** Why a block is not of the circuit's size although it is to be; empty where it is, and where it is to be of another. */
    public Optional<String> mismatch(String role) {
        String layers = layers();
        if (layers.isEmpty() || matches(block.parameters(), target)) {
            return Optional.empty();
        }
        return Optional.of(
                "%s has %d parameters in the place of the circuit's %d: with %d values in and %d out, %d is as near as %s."
                        .formatted(
                                role,
                                block.parameters(),
                                target,
                                block.inputs(),
                                block.outputs(),
                                block.parameters(),
                                layers));
    }

    /** What a block is made of that is to be of the circuit's size, and what it does; nothing for those that are not. */
    private String layers() {
        if (block instanceof Block.Mlp) {
            return "two dense layers come";
        }
        if (block instanceof Block.Linear) {
            return "one dense layer comes";
        }
        if (block instanceof Block.Fourier) {
            return "cosines and a dense layer come";
        }
        return "";
    }
}
