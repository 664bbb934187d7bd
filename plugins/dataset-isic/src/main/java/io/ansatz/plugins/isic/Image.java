package io.ansatz.plugins.isic;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the archive says of an image.
 *
 * @param id as the archive gives it, so perhaps no id at all
 * @param licence what the archive calls it
 * @param address of the file: carries its own permission, and works for a while
 * @param bytes of the file
 * @param metadata of {@link #COLUMNS}, what is known
 */
record Image(String id, String licence, String attribution, URI address, long bytes, Map<String, String> metadata) {

    /** What is kept of the metadata, beside the licence and the attribution. */
    static final List<String> COLUMNS = List.of(
            "lesion_id",
            "patient_id",
            "diagnosis_1",
            "diagnosis_2",
            "diagnosis_3",
            "diagnosis_4",
            "diagnosis_5",
            "sex",
            "age_approx",
            "anatom_site_general",
            "image_type",
            "pixels_x",
            "pixels_y");

    static Image of(Json json) throws Trouble.Content {
        Json full = json.at("files").at("full");
        Optional<Json> id = json.find("isic_id");
        return new Image(
                id.isPresent() ? id.get().text() : "",
                json.at("copyright_license").text(),
                json.at("attribution").text(),
                address(full.at("url").text()),
                full.at("size").whole(),
                metadata(json.at("metadata")));
    }

    private static URI address(String text) throws Trouble.Content {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new Trouble.Content("the address of a file is none", e);
        }
    }

    private static Map<String, String> metadata(Json json) throws Trouble.Content {
        var metadata = new LinkedHashMap<String, String>();
        for (String column : COLUMNS) {
            for (String part : List.of("clinical", "acquisition")) {
                Optional<Json> group = json.find(part);
                Optional<Json> value = group.isPresent() ? group.get().find(column) : Optional.empty();
                if (value.isPresent()) {
                    metadata.put(column, value.get().cell());
                }
            }
        }
        return Map.copyOf(metadata);
    }

    /** Whether the id is one, and so may become the name of a file. */
    boolean named() {
        return id.matches("ISIC_[0-9]{7}");
    }
}
