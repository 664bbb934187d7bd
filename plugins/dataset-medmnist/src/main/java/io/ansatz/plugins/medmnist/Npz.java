package io.ansatz.plugins.medmnist;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.IntStream;

/**
 * A NumPy archive: a zip file with one array per member, stored or deflated. What the file says of sizes decides nothing: whoever
 * asks for an array says how large it is, and everything else is refused before memory is taken for it.
 */
final class Npz implements AutoCloseable {

    private final Path path;
    private final FileChannel file;
    private final ZipDirectory directory;

    /** @throws IOException if it is no zip file */
    Npz(Path path) throws IOException {
        this.path = path;
        file = FileChannel.open(path, StandardOpenOption.READ);
        try {
            directory = ZipDirectory.read(file);
        } catch (MalformedException e) {
            file.close();
            throw new IOException("%s is no NumPy archive: %s.".formatted(path, e.getMessage()), e);
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    Path path() {
        return path;
    }

    /**
     * Opens an array of unsigned bytes.
     *
     * @throws IOException if there is no such array of this shape; the message names file and array
     */
    Values open(String name, int... shape) throws IOException {
        ZipDirectory.Member member = directory.members().get(name + ".npy");
        if (member == null) {
            throw new IOException("%s has no array '%s'.".formatted(path, name));
        }
        MemberStream stream = null;
        try {
            stream = MemberStream.open(file, directory, member);
            Npy.requireHeader(stream, stream.size(), shape);
            return new Values(name, stream);
        } catch (IOException e) {
            if (stream != null) {
                stream.close();
            }
            throw named(name, e);
        }
    }

    /** Reads a whole array of unsigned bytes, in row order. */
    byte[] read(String name, int... shape) throws IOException {
        try (Values values = open(name, shape)) {
            var array = new byte[IntStream.of(shape).reduce(1, Math::multiplyExact)];
            values.next(array);
            values.end();
            return array;
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private IOException named(String name, IOException e) {
        return e instanceof MalformedException
                ? new IOException("%s: %s %s.".formatted(path, name, e.getMessage()), e)
                : e;
    }

    /** The values of an array in row order, to be taken piece by piece. */
    final class Values implements AutoCloseable {

        private final String name;
        private final MemberStream stream;

        private Values(String name, MemberStream stream) {
            this.name = name;
            this.stream = stream;
        }

        /** Fills an array with the next values. */
        void next(byte[] target) throws IOException {
            try {
                Npy.fill(stream, target);
            } catch (IOException e) {
                throw named(name, e);
            }
        }

        /** Makes sure that these were all values, and the right ones. */
        void end() throws IOException {
            try {
                stream.end();
            } catch (IOException e) {
                throw named(name, e);
            }
        }

        @Override
        public void close() {
            stream.close();
        }
    }
}
