package io.ansatz.plugins.isic;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Where bytes go. */
interface Disk {

    Disk REAL = new Disk() {

        @Override
        public WritableByteChannel open(Path file) throws IOException {
            return FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        }

        @Override
        public long room(Path folder) throws IOException {
            return Files.getFileStore(folder).getUsableSpace();
        }
    };

    /** Opens a file to write it from its beginning. */
    WritableByteChannel open(Path file) throws IOException;

    /** How many bytes still fit. */
    long room(Path folder) throws IOException;
}
