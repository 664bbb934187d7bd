package io.ansatz.api.imaging;

import java.util.HexFormat;
import java.util.zip.CRC32C;

/**
 * What is known of a file that was decoded.
 *
 * @param version the file as it was found before it was read
 * @param sum the SHA-256 of its bytes
 * @param pixels the SHA-256 of what came out; empty where the file is broken
 * @param check the CRC-32C of what came out, by which damage is noticed quickly; empty where the file is broken
 * @param trouble why it is broken; empty where it is not
 */
record DecodedFile(FileVersion version, String sum, String pixels, String check, String trouble) {

    static DecodedFile whole(FileVersion version, String sum, byte[] pixels) {
        return new DecodedFile(version, sum, Sha256.of(pixels), check(pixels), "");
    }

    static DecodedFile broken(FileVersion version, String sum, String trouble) {
        return new DecodedFile(version, sum, "", "", trouble);
    }

    boolean isBroken() {
        return !trouble.isEmpty();
    }

    /** Whether these are the pixels that came out. */
    boolean gave(byte[] some) {
        return check.equals(check(some));
    }

    private static String check(byte[] pixels) {
        var crc = new CRC32C();
        crc.update(pixels);
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }
}
