package io.ansatz.runner.proof;

import io.ansatz.runner.tracking.PredictionsFile;
import io.ansatz.runner.tracking.PredictionsFile.Said;
import io.ansatz.runner.tracking.RunFolder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Which images a trial judged, in their order.
 *
 * @param digest the same for the same images with the same labels
 */
record Judged(String digest, List<Image> images) {

    /** An image, its part, and the class that it is said to be of. */
    private record Image(String part, String item, int label) {}

    static Judged of(Map<String, Said> said) {
        var images = new ArrayList<Image>();
        var lines = new StringBuilder();
        for (String part : List.of(PredictionsFile.VALIDATION, PredictionsFile.TEST)) {
            Said here = said.get(part);
            for (int i = 0; here != null && i < here.items().size(); i++) {
                var image =
                        new Image(part, here.items().get(i), here.predictions().labels()[i]);
                images.add(image);
                lines.append(image).append('\n');
            }
        }
        return new Judged(RunFolder.sha256(lines.toString().getBytes(StandardCharsets.UTF_8)), List.copyOf(images));
    }

    /** The first thing that is not as in the other, up to the words that name the other; empty if they are the same. */
    Optional<String> otherThan(Judged other) {
        if (digest.equals(other.digest)) {
            return Optional.empty();
        }
        if (images.size() != other.images.size()) {
            return Optional.of(String.format(
                    Locale.ROOT, "it judged %,d images, and there are %,d", images.size(), other.images.size()));
        }
        int i = 0;
        while (images.get(i).equals(other.images.get(i))) {
            i++;
        }
        Image here = images.get(i);
        Image there = other.images.get(i);
        if (here.item().equals(there.item()) && here.part().equals(there.part())) {
            return Optional.of("%s: %s has label %d, and label %d"
                    .formatted(here.part(), here.item(), here.label(), there.label()));
        }
        return Optional.of("%s: it judged %s where %s stands".formatted(here.part(), here.item(), there.item()));
    }
}
