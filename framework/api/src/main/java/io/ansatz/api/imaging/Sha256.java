package io.ansatz.api.imaging;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A sum in the making, in hexadecimal. */
final class Sha256 {

    private final MessageDigest digest;

    Sha256() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }

    static String of(byte[] bytes) {
        var sum = new Sha256();
        sum.digest.update(bytes);
        return sum.digits();
    }

    static String of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    void update(String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
    }

    String digits() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
