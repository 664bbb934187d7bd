package io.ansatz.api.imaging;

import java.nio.file.Path;

/** Decodes in a Java of its own, for tests that need one. */
final class SmallHeap {

    private SmallHeap() {}

    /** @param words the folder of the files, the folder of the store, and the size; makes as many files first as a fourth word says */
    public static void main(String[] words) throws Exception {
        var contacts = new Contacts(Path.of(words[0]));
        int size = Integer.parseInt(words[2]);
        if (words.length > 3) {
            contacts.make(Integer.parseInt(words[3]), size);
        }
        DecodedImages decoded = new PixelStore(Path.of(words[1]))
                .open("contacts", new Decoder(size, Colour.RGB), contacts.files(), Broken.FATAL);
        var pixels = new byte[decoded.images().shape().size()];
        for (int image = 0; image < decoded.images().size(); image++) {
            decoded.images().read(image, pixels, 0);
        }
        System.out.print(decoded.digest()); // checkstyle: the answer of this process
    }
}
