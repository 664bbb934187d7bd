package io.ansatz.runner.network;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.SplittableRandom;

/**
 * The seed of a trial. What is drawn for one purpose does not depend on what is drawn for another, so that a hybrid and
 * its controls share every draw they have in common.
 */
public record Seed(long value) {

    /** A fresh generator for this purpose: the same seed and purpose always give the same numbers. */
    public SplittableRandom generator(String purpose) {
        return new SplittableRandom(ByteBuffer.wrap(hash(value + "/" + purpose)).getLong());
    }

    private static byte[] hash(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
