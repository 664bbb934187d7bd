package io.ansatz.plugins.isic;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** A list of the archive, page by page. Each page says where the next one is, and that is not ours to understand. */
final class Listing<T> {

    /** Makes something of JSON. */
    interface Reader<T> {

        T read(Json json) throws Trouble.Content;
    }

    /** Reads what lies at an address of the archive. */
    interface Asking<T> {

        Page<T> ask(URI address, Reader<Page<T>> reader) throws IOException, InterruptedException;
    }

    /** A page, as it came. */
    record Page<T>(List<T> results, OptionalLong count, Optional<String> next) {}

    private final Access access;
    private final Reader<T> reader;
    private final Asking<T> asking;
    private final Set<URI> read = new HashSet<>();
    private Optional<URI> next;
    private OptionalLong count = OptionalLong.empty();

    Listing(Access access, URI first, Reader<T> reader, Asking<T> asking) {
        this.access = access;
        this.reader = reader;
        this.asking = asking;
        next = Optional.of(first);
    }

    /** How many there are on all pages together, once the first page is there: the archive counts for that one alone. */
    OptionalLong count() {
        return count;
    }

    /** The next page; empty behind the last one. */
    Optional<List<T>> next() throws IOException, InterruptedException {
        if (next.isEmpty()) {
            return Optional.empty();
        }
        URI address = next.get();
        read.add(address);
        Page<T> page = asking.ask(address, this::page);
        if (read.size() == 1) {
            count = page.count();
        }
        next = page.next().isPresent() ? Optional.of(follow(page.next().get())) : Optional.empty();
        return Optional.of(page.results());
    }

    private Page<T> page(Json json) throws Trouble.Content {
        var results = new ArrayList<T>();
        for (Json element : json.at("results").elements()) {
            results.add(reader.read(element));
        }
        Optional<Json> total = json.find("count");
        Optional<Json> following = json.find("next");
        return new Page<>(
                results,
                total.isPresent() ? OptionalLong.of(total.get().whole()) : OptionalLong.empty(),
                following.isPresent() ? Optional.of(following.get().text()) : Optional.empty());
    }

    private URI follow(String text) throws IOException {
        URI address;
        try {
            address = new URI(text);
        } catch (URISyntaxException e) {
            throw new IOException(
                    "Page %d of the archive's list leads on to what is no address.".formatted(read.size()), e);
        }
        if (!access.covers(address)) {
            throw new IOException("Page %d of the archive's list leads on to %s, and only %s is followed."
                    .formatted(read.size(), place(address), place(access.base())));
        }
        if (read.contains(address)) {
            throw new IOException(
                    "Page %d of the archive's list leads back to a page that was read already, so the list would not end."
                            .formatted(read.size()));
        }
        return address;
    }

    /** The scheme and the host: the rest may hold a ticket. */
    private static String place(URI address) {
        String authority = address.getRawAuthority();
        return "%s://%s"
                .formatted(address.getScheme(), authority == null ? "" : authority.replaceFirst("^.*@", "***@"));
    }
}
