package io.ansatz.api.imaging;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What lies in a file of pixels: a few lines that say what it is, a line for each image file in the order of its pixels, and at the
 * end the sum of all that, by which damage is noticed.
 *
 * @param head what the pixels are of and what made them, line by line
 * @param files in the order of their pixels
 */
record PixelIndex(List<String> head, List<DecodedFile> files) {

    private static final String FORMAT = "ansatz pixels 1";
    private static final String SUM = "sha256 = ";
    private static final int SHORT = 16;
    private static final String COLUMNS = "file\tbytes\tmodified\tsha256\tpixels\tcrc32c\tbroken";

    PixelIndex {
        head = List.copyOf(head);
        files = List.copyOf(files);
    }

    /** The index in this file, unless it is missing or damaged, or is of something else. */
    static Optional<PixelIndex> read(Path file, List<String> head) throws IOException {
        String text;
        try {
            text = Files.readString(file);
        } catch (NoSuchFileException | CharacterCodingException e) {
            return Optional.empty();
        }
        int end = text.lastIndexOf(SUM);
        if (end < 0 || !text.substring(end).equals(sumOf(text.substring(0, end)))) {
            return Optional.empty();
        }
        String start = start(head);
        if (!text.startsWith(start)) {
            return Optional.empty();
        }
        List<String> lines = text.substring(start.length(), end).lines().toList();
        var files = new ArrayList<DecodedFile>();
        for (String line : lines.subList(1, lines.size())) {
            files.add(file(line));
        }
        return Optional.of(new PixelIndex(head, files));
    }

    /** The name of the file of pixels beside the index: another for other pixels, so that the two cannot be mixed up. */
    String pixels() {
        var sum = new Sha256();
        files.forEach(file -> sum.update(file.pixels() + "\n"));
        return "images-%s.raw".formatted(sum.digits().substring(0, SHORT));
    }

    /** Under another name first, so that nobody sees half of it. */
    void write(Path file) throws IOException {
        var text = new StringBuilder(start(head));
        text.append(COLUMNS).append('\n');
        for (DecodedFile one : files) {
            text.append(line(one)).append('\n');
        }
        text.append(sumOf(text.toString()));
        Path draft = file.resolveSibling(file.getFileName() + ".part");
        try (FileChannel channel = FileChannel.open(
                draft, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(text.toString());
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String start(List<String> head) {
        return FORMAT + "\n"
                + String.join("\n", head.stream().map(PixelIndex::escaped).toList()) + "\n";
    }

    private static String sumOf(String text) {
        return SUM + Sha256.of(text) + "\n";
    }

    private static String line(DecodedFile file) {
        FileVersion version = file.version();
        return String.join(
                "\t",
                escaped(version.path()),
                Long.toString(version.bytes()),
                version.modified(),
                file.sum(),
                file.pixels(),
                file.check(),
                escaped(file.trouble()));
    }

    private static DecodedFile file(String line) {
        // Nothing is trimmed: the last columns of most lines are empty.
        List<String> values = Arrays.asList(line.split("\t", -1));
        var version = new FileVersion(values.get(0).translateEscapes(), Long.parseLong(values.get(1)), values.get(2));
        return new DecodedFile(
                version,
                values.get(3),
                values.get(4),
                values.get(5),
                values.get(6).translateEscapes());
    }

    /** What {@link String#translateEscapes} undoes: names of files may hold anything. */
    private static String escaped(String text) {
        return text.replace("\\", "\\\\")
                .replace("\n", "\\n")
                .replace("\r", "\\r")
                .replace("\t", "\\t");
    }
}
