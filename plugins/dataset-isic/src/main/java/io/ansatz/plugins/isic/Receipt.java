package io.ansatz.plugins.isic;

import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;

/**
 * What was asked for, when, and what came of it. It lies beside the images.
 *
 * @param archive the address that was asked
 * @param signed whether it was asked with a token, and so perhaps for more than is public
 * @param counted how many images the archive said there are
 * @param came what lies there; empty unless everything does
 */
record Receipt(
        Request request, URI archive, boolean signed, Instant when, OptionalLong counted, Optional<Summary> came) {

    static final String FILE = "query.json";

    /** Whether it is of the same images, as far as anybody can say beforehand. */
    boolean sameAs(Receipt other) {
        return request.equals(other.request) && archive.equals(other.archive);
    }

    /** Whether whoever asks now would see no more than whoever asked then. */
    boolean serves(Receipt asking) {
        return came.isPresent() && sameAs(asking) && (signed || !asking.signed);
    }

    String json() {
        var members = new LinkedHashMap<String, String>();
        members.put("archive", Json.quoted(archive.toString()));
        members.put("search", request.query().search().map(Json::quoted).orElse("null"));
        members.put("collections", list(request.query().collections()));
        members.put(
                "licences",
                list(new TreeSet<>(request.licences())
                        .stream().map(Licence::toString).toList()));
        members.put("token", Boolean.toString(signed));
        members.put("when", Json.quoted(when.toString()));
        members.put("counted", counted.isPresent() ? Long.toString(counted.getAsLong()) : "null");
        members.put("complete", Boolean.toString(came.isPresent()));
        came.ifPresent(summary -> {
            members.put("images", Integer.toString(summary.images()));
            members.put("bytes", Long.toString(summary.bytes()));
            members.put("withheld", counts(summary));
            members.put("nameless", Integer.toString(summary.nameless()));
        });
        return Json.object(members);
    }

    private static String list(List<String> texts) {
        return texts.stream().map(Json::quoted).toList().toString();
    }

    private static String counts(Summary summary) {
        var counts = new ArrayList<String>();
        summary.withheld().forEach((licence, count) -> counts.add(Json.quoted(licence) + ": " + count));
        return "{" + String.join(", ", counts) + "}";
    }

    static Receipt read(String text) throws Trouble.Content {
        Json json = Json.read(text);
        Optional<Json> search = json.find("search");
        var collections = new ArrayList<String>();
        for (Json collection : json.at("collections").elements()) {
            collections.add(collection.text());
        }
        var licences = new LinkedHashSet<Licence>();
        for (Json type : json.at("licences").elements()) {
            licences.add(Licence.of(type.text())
                    .orElseThrow(() -> new Trouble.Content("it allows a licence that is not known here")));
        }
        Optional<Json> counted = json.find("counted");
        try {
            return new Receipt(
                    new Request(
                            new Query(
                                    search.isPresent()
                                            ? Optional.of(search.get().text())
                                            : Optional.empty(),
                                    collections),
                            licences),
                    URI.create(json.at("archive").text()),
                    json.at("token").holds(),
                    Instant.parse(json.at("when").text()),
                    counted.isPresent() ? OptionalLong.of(counted.get().whole()) : OptionalLong.empty(),
                    json.at("complete").holds() ? Optional.of(summary(json)) : Optional.empty());
        } catch (DateTimeException | IllegalArgumentException | ArithmeticException e) {
            throw new Trouble.Content(e.getMessage(), e);
        }
    }

    /** What did not come, and what does not add up, a sentence each. */
    List<String> remarks() {
        if (came.isEmpty()) {
            return List.of();
        }
        Summary summary = came.get();
        var remarks = new ArrayList<String>();
        summary.withheld().forEach((type, count) -> remarks.add(leftOut(type, count)));
        if (summary.nameless() > 0) {
            remarks.add("Left out: %s whose id is none.".formatted(images(summary.nameless())));
        }
        if (counted.isPresent() && counted.getAsLong() != summary.listed()) {
            String message =
                    "The archive counted %,d images and listed %,d. Maybe some were added or withdrawn meanwhile.";
            remarks.add(String.format(Locale.ROOT, message, counted.getAsLong(), summary.listed()));
        }
        return remarks;
    }

    private String leftOut(String type, int count) {
        return Licence.of(type).isPresent()
                ? "Left out: %s under %s. Allowed: %s.".formatted(images(count), type, request.allowed())
                : "Left out: %s under '%s', a licence that is not known here."
                        .formatted(images(count), Sheet.plain(type));
    }

    private static String images(int count) {
        return String.format(Locale.ROOT, "%,d %s", count, count == 1 ? "image" : "images");
    }

    private static Summary summary(Json json) throws Trouble.Content {
        return new Summary(
                Math.toIntExact(json.at("images").whole()),
                json.at("bytes").whole(),
                json.at("withheld").counts(),
                Math.toIntExact(json.at("nameless").whole()));
    }
}
