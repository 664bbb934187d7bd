package io.ansatz.runner.report;

import io.ansatz.api.ImageShape;
import io.ansatz.api.dataset.Dataset;
import io.ansatz.api.dataset.Images;
import io.ansatz.api.dataset.Split;
import io.ansatz.runner.guard.Finding;
import io.ansatz.runner.guard.Inspection;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/** Many small images on one large one, side by side on a dark ground. */
public final class ContactSheet {

    private static final int COLUMNS = 12;
    private static final int TRAIN_ROWS = 3;
    private static final int LEAST_SIDE = 84;
    private static final int GAP = 4;
    private static final int BAND_GAP = 16;
    private static final int MOST_PAIRS = 96;
    private static final int GROUND = 0x202428;

    private final int side;
    private final BufferedImage sheet;

    private ContactSheet(ImageShape shape, int rows, int bands) {
        int longest = Math.max(shape.height(), shape.width());
        side = longest * Math.max(1, (LEAST_SIDE + longest - 1) / longest);
        sheet = new BufferedImage(
                GAP + COLUMNS * (side + GAP),
                GAP + rows * (side + GAP) + (bands - 1) * BAND_GAP,
                BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < sheet.getHeight(); y++) {
            for (int x = 0; x < sheet.getWidth(); x++) {
                sheet.setRGB(x, y, GROUND);
            }
        }
    }

    /**
     * A sheet for each class: up to three rows of images to learn from, then a row to choose by and a row to be judged on, evenly
     * from the whole of each part.
     *
     * @return the files, in label order
     */
    public static List<Path> ofClasses(Dataset dataset, Path folder) throws IOException {
        Files.createDirectories(folder);
        var files = new ArrayList<Path>();
        for (int label = 0; label < dataset.classes(); label++) {
            int wanted = label;
            List<List<byte[]>> bands = Stream.of(
                            images(dataset.train(), wanted, TRAIN_ROWS * COLUMNS),
                            images(dataset.validation(), wanted, COLUMNS),
                            images(dataset.test(), wanted, COLUMNS))
                    .filter(band -> !band.isEmpty())
                    .toList();
            if (bands.isEmpty()) {
                continue;
            }
            String name = dataset.passport().classes().get(label).replaceAll("[^A-Za-z0-9]+", "-");
            files.add(write(dataset.shape(), bands, folder.resolve("%d-%s.png".formatted(label, name))));
        }
        return files;
    }

    private static List<byte[]> images(Split split, int label, int most) {
        int[] all = IntStream.range(0, split.size())
                .filter(i -> split.labels()[i] == label)
                .toArray();
        int shown = Math.min(most, all.length);
        return IntStream.range(0, shown)
                .mapToObj(i -> split.images().read(all[(int) ((long) i * all.length / shown)]))
                .toList();
    }

    /**
     * For each broken promise that names images a table of all its pairs, and a sheet of the first of them, the two of a pair side by
     * side.
     */
    public static List<Path> ofPairs(Dataset dataset, Inspection inspection, Path folder) throws IOException {
        Files.createDirectories(folder);
        var files = new ArrayList<Path>();
        for (Finding finding : inspection.violations()) {
            if (finding.pairs().isEmpty()) {
                continue;
            }
            var table = new StringBuilder("part,item,other part,other item\n");
            finding.pairs()
                    .forEach(pair -> table.append(cells(pair.one()))
                            .append(',')
                            .append(cells(pair.other()))
                            .append('\n'));
            files.add(Files.writeString(folder.resolve(finding.promise() + ".csv"), table));
            List<byte[]> images = finding.pairs().stream()
                    .limit(MOST_PAIRS)
                    .flatMap(pair -> Stream.of(image(dataset, pair.one()), image(dataset, pair.other())))
                    .toList();
            files.add(write(dataset.shape(), List.of(images), folder.resolve(finding.promise() + ".png")));
        }
        return files;
    }

    private static String cells(Finding.Place place) {
        return place.part() + ","
                + (place.item().matches(".*[\",\r\n].*")
                        ? '"' + place.item().replace("\"", "\"\"") + '"'
                        : place.item());
    }

    private static byte[] image(Dataset dataset, Finding.Place place) {
        Images images = switch (place.part()) {
            case "train" -> dataset.train().images();
            case "val" -> dataset.validation().images();
            default -> dataset.test().images();
        };
        return images.read(place.index());
    }

    private static Path write(ImageShape shape, List<List<byte[]>> bands, Path file) throws IOException {
        int rows = bands.stream().mapToInt(band -> rows(band.size())).sum();
        var sheet = new ContactSheet(shape, rows, bands.size());
        int row = 0;
        for (int band = 0; band < bands.size(); band++) {
            List<byte[]> images = bands.get(band);
            for (int i = 0; i < images.size(); i++) {
                int x = GAP + i % COLUMNS * (sheet.side + GAP);
                int y = GAP + (row + i / COLUMNS) * (sheet.side + GAP) + band * BAND_GAP;
                sheet.draw(images.get(i), shape, x, y);
            }
            row += rows(images.size());
        }
        if (!ImageIO.write(sheet.sheet, "png", file.toFile())) {
            throw new IOException("This Java cannot write PNG, so %s was not written.".formatted(file));
        }
        return file;
    }

    private static int rows(int images) {
        return (images + COLUMNS - 1) / COLUMNS;
    }

    /** Grey where there are not three channels: the first of them. */
    private void draw(byte[] pixels, ImageShape shape, int x, int y) {
        int area = shape.height() * shape.width();
        int green = shape.channels() == 3 ? area : 0;
        int longest = Math.max(shape.height(), shape.width());
        int scale = side / longest;
        for (int row = 0; row < shape.height() * scale; row++) {
            for (int column = 0; column < shape.width() * scale; column++) {
                int place = row / scale * shape.width() + column / scale;
                int rgb = (pixels[place] & 0xff) << 16
                        | (pixels[green + place] & 0xff) << 8
                        | pixels[2 * green + place] & 0xff;
                sheet.setRGB(x + column, y + row, rgb);
            }
        }
    }
}
