package io.ansatz.runner.data;

import io.ansatz.api.ImageShape;
import io.ansatz.api.dataset.Images;
import java.util.List;

/** Images behind one another. */
record JoinedImages(List<Images> parts) implements Images {

    JoinedImages {
        parts = List.copyOf(parts);
    }

    @Override
    public ImageShape shape() {
        return parts.get(0).shape();
    }

    @Override
    public int size() {
        return parts.stream().mapToInt(Images::size).sum();
    }

    @Override
    public void read(int image, byte[] target, int start) {
        int place = image;
        int part = 0;
        while (place >= parts.get(part).size()) {
            place -= parts.get(part).size();
            part++;
        }
        parts.get(part).read(place, target, start);
    }
}
