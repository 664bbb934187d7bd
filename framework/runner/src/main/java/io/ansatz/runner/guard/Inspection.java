package io.ansatz.runner.guard;

import io.ansatz.api.dataset.Dataset;
import io.ansatz.api.dataset.LabelCounts;
import io.ansatz.api.dataset.Passport;
import io.ansatz.runner.guard.Finding.Pair;
import io.ansatz.runner.guard.Finding.Place;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/** What came of every promise that a data set is held to. */
public record Inspection(List<Finding> findings) {

    /** The promises, in the order of the findings. */
    public static final List<String> PROMISES =
            List.of("groups", "duplicates", "near-duplicates", "contradictions", "labels");

    public Inspection {
        findings = List.copyOf(findings);
    }

    /** Those that do not hold. */
    public List<Finding> violations() {
        return findings.stream()
                .filter(finding -> finding.verdict() == Verdict.VIOLATED)
                .toList();
    }

    /**
     * Looks over all images.
     *
     * @param official the data set as its publisher has it, against whose counts its labels are held
     * @param dataset the same as it is trained on, divided perhaps in another way
     */
    public static Inspection of(Dataset official, Dataset dataset) {
        List<Part> parts = Part.of(dataset);
        List<Finding> sameImages = new Twins(parts).findings();
        return new Inspection(List.of(
                groups(dataset.passport(), parts),
                sameImages.get(0),
                nearDuplicates(parts),
                sameImages.get(1),
                labels(official)));
    }

    private static Finding groups(Passport passport, List<Part> parts) {
        if (passport.groupedBy().isEmpty()) {
            return new Finding(
                    "groups",
                    Verdict.NOT_VERIFIABLE,
                    0,
                    "Nothing says which images belong together, such as those of one patient.");
        }
        String key = passport.groupedBy().get();
        var firsts = new LinkedHashMap<String, Map<String, Place>>();
        for (Part part : parts) {
            List<String> groups = part.split().groups();
            for (int i = 0; i < groups.size(); i++) {
                firsts.computeIfAbsent(groups.get(i), group -> new LinkedHashMap<>())
                        .putIfAbsent(part.word(), part.place(i));
            }
        }
        var pairs = new ArrayList<Pair>();
        var example = "";
        for (Map.Entry<String, Map<String, Place>> group : firsts.entrySet()) {
            List<Place> places = List.copyOf(group.getValue().values());
            if (places.size() > 1) {
                example = example.isEmpty() ? group.getKey() : example;
                pairs.add(new Pair(places.get(0), places.get(1)));
            }
        }
        if (pairs.isEmpty()) {
            return new Finding(
                    "groups",
                    Verdict.VERIFIED,
                    0,
                    "No %s stands in two parts: there are %,d.".formatted(key, firsts.size()));
        }
        return new Finding(
                "groups",
                Verdict.VIOLATED,
                pairs.size(),
                "%,d of %,d values of %s %s in several parts, such as %s: %s and %s."
                        .formatted(
                                pairs.size(),
                                firsts.size(),
                                key,
                                pairs.size() == 1 ? "stands" : "stand",
                                example,
                                pairs.get(0).one(),
                                pairs.get(0).other()),
                first(pairs));
    }

    private static List<Pair> first(List<Pair> pairs) {
        return pairs.subList(0, Math.min(pairs.size(), Finding.MOST_PAIRS));
    }

    /** Each image to choose by or to be judged on against all that were learned from or chosen by. */
    private static Finding nearDuplicates(List<Part> parts) {
        Likeness likeness = Likeness.of(parts);
        var starts = new int[parts.size()];
        for (int i = 1; i < starts.length; i++) {
            starts[i] = starts[i - 1] + parts.get(i - 1).size();
        }
        record Alike(double likeness, int part, int image, int otherPart, int other) {}
        var found = new ArrayList<Alike>();
        for (int later = 1; later < parts.size(); later++) {
            for (int earlier = 0; earlier < later; earlier++) {
                int part = later;
                int otherPart = earlier;
                IntStream.range(0, parts.get(part).size())
                        .parallel()
                        .mapToObj(image -> {
                            var alike = new ArrayList<Alike>();
                            for (int other = 0; other < parts.get(otherPart).size(); other++) {
                                double much = likeness.between(starts[part] + image, starts[otherPart] + other);
                                if (much > 0) {
                                    alike.add(new Alike(much, part, image, otherPart, other));
                                }
                            }
                            return alike;
                        })
                        .forEachOrdered(found::addAll);
            }
        }
        if (found.isEmpty()) {
            return new Finding("near-duplicates", Verdict.VERIFIED, 0, "No two images of different parts look alike.");
        }
        found.sort(Comparator.comparingDouble(Alike::likeness).reversed());
        List<Pair> pairs = found.stream()
                .limit(Finding.MOST_PAIRS)
                .map(alike -> new Pair(
                        parts.get(alike.part()).place(alike.image()),
                        parts.get(alike.otherPart()).place(alike.other())))
                .toList();
        long validation = found.stream()
                .filter(alike -> alike.part() == 1)
                .mapToInt(Alike::image)
                .distinct()
                .count();
        long test = found.stream()
                .filter(alike -> alike.part() == 2)
                .mapToInt(Alike::image)
                .distinct()
                .count();
        return new Finding(
                "near-duplicates",
                Verdict.VIOLATED,
                (int) (validation + test),
                "%,d of %,d test images and %,d of %,d validation images look like one of another part, such as %s and %s."
                        .formatted(
                                test,
                                parts.get(2).size(),
                                validation,
                                parts.get(1).size(),
                                pairs.get(0).one(),
                                pairs.get(0).other()),
                pairs);
    }

    /** Images that are the same, byte for byte. */
    private static final class Twins {

        private final List<Part> parts;
        private final Map<ByteBuffer, List<int[]>> places = new LinkedHashMap<>();

        Twins(List<Part> parts) {
            this.parts = parts;
            for (int p = 0; p < parts.size(); p++) {
                Part part = parts.get(p);
                List<byte[]> hashes = IntStream.range(0, part.size())
                        .parallel()
                        .mapToObj(i -> hash(part.split().images().read(i)))
                        .toList();
                for (int i = 0; i < hashes.size(); i++) {
                    places.computeIfAbsent(ByteBuffer.wrap(hashes.get(i)), hash -> new ArrayList<>())
                            .add(new int[] {p, i});
                }
            }
        }

        private static byte[] hash(byte[] pixels) {
            try {
                return MessageDigest.getInstance("SHA-256").digest(pixels);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("Every Java has SHA-256.", e);
            }
        }

        /** What is the same in several parts, and what is the same with several labels. */
        List<Finding> findings() {
            var across = new ArrayList<Pair>();
            var contradicting = new ArrayList<Pair>();
            int groups = 0;
            for (List<int[]> same : places.values()) {
                if (same.size() == 1) {
                    continue;
                }
                groups++;
                pair(same, place -> place[0]).ifPresent(across::add);
                pair(same, place -> parts.get(place[0]).split().labels()[place[1]])
                        .ifPresent(contradicting::add);
            }
            return List.of(duplicates(across, groups), contradictions(contradicting, groups));
        }

        /** The first two that differ in this. */
        private Optional<Pair> pair(List<int[]> same, ToIntFunction<int[]> trait) {
            int[] first = same.get(0);
            return same.stream()
                    .filter(place -> trait.applyAsInt(place) != trait.applyAsInt(first))
                    .findFirst()
                    .map(place -> new Pair(place(place), place(first)));
        }

        private Place place(int[] place) {
            return parts.get(place[0]).place(place[1]);
        }

        private Finding duplicates(List<Pair> pairs, int groups) {
            String within = groups == pairs.size()
                    ? ""
                    : " Within a part there %s of images that are the same."
                            .formatted(
                                    groups - pairs.size() == 1
                                            ? "is 1 group"
                                            : "are %,d groups".formatted(groups - pairs.size()));
            if (pairs.isEmpty()) {
                return new Finding(
                        "duplicates",
                        Verdict.VERIFIED,
                        0,
                        "No image stands in two parts, byte for byte.%s".formatted(within));
            }
            return new Finding(
                    "duplicates",
                    Verdict.VIOLATED,
                    pairs.size(),
                    "%s in several parts, byte for byte, such as %s and %s.%s"
                            .formatted(
                                    counted(pairs.size(), "image stands", "images stand"),
                                    pairs.get(0).one(),
                                    pairs.get(0).other(),
                                    within),
                    first(pairs));
        }

        private static Finding contradictions(List<Pair> pairs, int groups) {
            if (pairs.isEmpty()) {
                return new Finding(
                        "contradictions",
                        Verdict.VERIFIED,
                        0,
                        groups == 0
                                ? "No two images are the same, so no labels can contradict each other."
                                : "Images that are the same have the same label.");
            }
            return new Finding(
                    "contradictions",
                    Verdict.VIOLATED,
                    pairs.size(),
                    "%s there several times with different labels, such as %s and %s."
                            .formatted(
                                    counted(pairs.size(), "image is", "images are"),
                                    pairs.get(0).one(),
                                    pairs.get(0).other()),
                    first(pairs));
        }
    }

    private static String counted(int count, String one, String many) {
        return "%,d %s".formatted(count, count == 1 ? one : many);
    }

    private static Finding labels(Dataset official) {
        LabelCounts published = official.passport().published();
        var wrong = new ArrayList<String>();
        var known = new ArrayList<String>();
        List<List<Integer>> counts = List.of(published.train(), published.validation(), published.test());
        List<Part> parts = Part.of(official);
        for (int p = 0; p < counts.size(); p++) {
            if (counts.get(p).isEmpty()) {
                continue;
            }
            Part part = parts.get(p);
            known.add(part.word());
            List<Integer> there = Arrays.stream(part.split().counts(official.classes()))
                    .boxed()
                    .toList();
            if (!there.equals(counts.get(p))) {
                wrong.add("%s has %s images of the classes, and %s were published"
                        .formatted(part.word(), there, counts.get(p)));
            }
        }
        if (known.isEmpty()) {
            return new Finding(
                    "labels",
                    Verdict.NOT_VERIFIABLE,
                    0,
                    "How many images of each class there should be was not published.");
        }
        if (wrong.isEmpty()) {
            return new Finding(
                    "labels",
                    Verdict.VERIFIED,
                    0,
                    "There are as many images of each class as published, in %s.".formatted(String.join(", ", known)));
        }
        return new Finding("labels", Verdict.VIOLATED, wrong.size(), String.join("; ", wrong) + ".");
    }
}
