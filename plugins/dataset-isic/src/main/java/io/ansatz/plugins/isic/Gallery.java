package io.ansatz.plugins.isic;

import io.ansatz.api.dataset.Classes;
import io.ansatz.api.dataset.Split;
import io.ansatz.api.imaging.DecodedImages;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Pictures and their pixels.
 *
 * @param pictures one for each image, in its order, each of a class
 */
record Gallery(List<Picture> pictures, DecodedImages decoded, Classes classes, Group by) {

    /** Part of the digest: raise it when the same files come out otherwise. */
    private static final String EDITION = "1";

    Gallery {
        pictures = List.copyOf(pictures);
    }

    /** All images; nobody has divided them. */
    Split all() {
        return new Split(decoded.images(), labels(), decoded.items(), groups());
    }

    private int[] labels() {
        return pictures.stream()
                .mapToInt(picture -> classes.of(picture.label()))
                .toArray();
    }

    private List<String> groups() {
        return pictures.stream().map(picture -> picture.group(by)).toList();
    }

    /** How many groups there are. */
    int groupCount() {
        return new HashSet<>(groups()).size();
    }

    /** How many images there are under each licence, such as {@code CC-0 120, CC-BY 30}. */
    String licences() {
        var counts = new TreeMap<String, Integer>();
        pictures.forEach(picture -> counts.merge(picture.licence(), 1, Integer::sum));
        var words = new ArrayList<String>();
        counts.forEach((licence, count) -> words.add("%s %d".formatted(licence, count)));
        return String.join(", ", words);
    }

    /** What a passport must say of groups that are not all they should be, a sentence each. */
    List<String> remarks() {
        var remarks = new ArrayList<String>();
        long strangers =
                by == Group.PATIENT ? count(picture -> picture.patient().isEmpty()) : 0;
        if (strangers > 0) {
            remarks.add("%d of %d images have no patient id and are grouped by lesion."
                    .formatted(strangers, pictures.size()));
        }
        long alone = count(picture -> picture.group(by).equals(picture.id()));
        if (alone > 0) {
            remarks.add("%d of %d images have no %s: each is a group of its own, though some may show the same lesion."
                    .formatted(alone, pictures.size(), by == Group.PATIENT ? "lesion id either" : "lesion id"));
        }
        long torn = by == Group.LESION ? patientsOfSeveralGroups() : 0;
        if (torn > 0) {
            remarks.add(
                    "Patients whose images are in several groups: %d. These may be torn apart, unless images are grouped by patient."
                            .formatted(torn));
        }
        return remarks;
    }

    private long count(Predicate<Picture> some) {
        return pictures.stream().filter(some).count();
    }

    private long patientsOfSeveralGroups() {
        Map<String, Set<String>> groups = new HashMap<>();
        for (Picture picture : pictures) {
            if (!picture.patient().isEmpty()) {
                groups.computeIfAbsent(picture.patient(), unused -> new HashSet<>())
                        .add(picture.group(by));
            }
        }
        return groups.values().stream().filter(some -> some.size() > 1).count();
    }

    /** The SHA-256 of everything that decides names, pixels, labels and groups. */
    String digest() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            update(digest, "isic %s: %s\n".formatted(EDITION, decoded.digest()));
            int[] labels = labels();
            List<String> groups = groups();
            for (int i = 0; i < labels.length; i++) {
                update(digest, "%d %s\n".formatted(labels[i], groups.get(i)));
            }
            return "sha256:" + HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }

    private static void update(MessageDigest digest, String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
    }
}
