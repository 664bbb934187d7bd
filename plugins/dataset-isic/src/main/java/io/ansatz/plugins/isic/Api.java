package io.ansatz.plugins.isic;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the archive can be asked, after the published code of its server and its client. Messages are whole sentences; addresses
 * stand in them without what follows the question mark.
 */
final class Api {

    /** As many as the server gives at once. */
    private static final int PAGE = 100;

    private static final Set<Integer> NOT_ACCEPTED = Set.of(301, 302, 303, 307, 308, 401, 403, 404);

    private final Web web;
    private final Access access;
    private final Persistence persistence;

    Api(Web web, Access access, Persistence persistence) {
        this.web = web;
        this.access = access;
        this.persistence = persistence;
    }

    /**
     * Makes sure that the archive knows who asks, if somebody in particular does. Without this it would take a token that is
     * no good for none, and show fewer images.
     */
    void requireToken() throws IOException, InterruptedException {
        if (access.token().isEmpty()) {
            return;
        }
        URI address = access.base().resolve("users/me/");
        try {
            persistence.until("users/me/", () -> Json.read(web.text(address, access.token())));
        } catch (Trouble.Refusal e) {
            if (!NOT_ACCEPTED.contains(e.status())) {
                throw failure(address, e);
            }
            throw new IOException("""
                    The archive does not accept the token in %s: it answered %d.
                    Maybe it has expired; without a token, all public images come.""".formatted(Access.VARIABLE, e.status()), e);
        } catch (Trouble e) {
            throw failure(address, e);
        }
    }

    /** The images of a query, in the order in which they came to the archive. */
    Listing<Image> images(Query query) throws IOException, InterruptedException {
        var path = new StringBuilder("images/search/?limit=").append(PAGE);
        query.search()
                .ifPresent(words -> path.append("&query=").append(URLEncoder.encode(words, StandardCharsets.UTF_8)));
        var numbers = new ArrayList<String>();
        for (String collection : query.collections()) {
            numbers.add(Long.toString(number(collection)));
        }
        if (!numbers.isEmpty()) {
            // An empty list would not be understood.
            path.append("&collections=").append(String.join(",", numbers));
        }
        return new Listing<>(access, access.base().resolve(path.toString()), Image::of, (address, reader) -> {
            try {
                return ask(address, reader);
            } catch (Trouble.Refusal e) {
                throw e.status() == 400 ? notUnderstood(query, e) : failure(address, e);
            } catch (Trouble e) {
                throw failure(address, e);
            }
        });
    }

    /** What the archive says now of an image whose address has ceased to work. */
    Image image(String id) throws Trouble, InterruptedException {
        return ask(access.base().resolve("images/%s/".formatted(id)), Image::of);
    }

    /** The words of a licence. */
    String licence(Licence licence) throws IOException, InterruptedException {
        URI address = access.base().resolve("zip-download/license-file/%s/".formatted(licence));
        try {
            return persistence.until(path(address), () -> {
                String text = web.text(address, access.token());
                if (text.isBlank() || text.stripLeading().startsWith("<")) {
                    throw new Trouble.Content("it is not the text of a licence");
                }
                return text;
            });
        } catch (Trouble e) {
            throw failure(address, e);
        }
    }

    /**
     * The number of a collection that is given by name or number. A number is looked up as well: of a collection that cannot be
     * seen, no images would come, and nobody would be told.
     */
    private long number(String collection) throws IOException, InterruptedException {
        if (!collection.matches("[0-9]{1,9}")) {
            return collections().number(collection);
        }
        URI address = access.base().resolve("collections/%s/".formatted(collection));
        try {
            return ask(address, json -> json.at("id").whole());
        } catch (Trouble.Refusal e) {
            if (e.status() != 404) {
                throw failure(address, e);
            }
            throw new IOException("""
                    The archive shows no collection %s.
                    Maybe it is not public, and asks for a token in %s.""".formatted(collection, Access.VARIABLE), e);
        } catch (Trouble e) {
            throw failure(address, e);
        }
    }

    private CollectionList collections() throws IOException, InterruptedException {
        URI first = access.base().resolve("collections/?limit=" + PAGE);
        var pages = new Listing<>(access, first, CollectionList.Entry::of, (address, reader) -> {
            try {
                return ask(address, reader);
            } catch (Trouble e) {
                throw failure(address, e);
            }
        });
        var all = new ArrayList<CollectionList.Entry>();
        for (Optional<List<CollectionList.Entry>> page = pages.next(); page.isPresent(); page = pages.next()) {
            all.addAll(page.get());
        }
        return new CollectionList(all);
    }

    private <T> T ask(URI address, Listing.Reader<T> reader) throws Trouble, InterruptedException {
        return persistence.until(path(address), () -> reader.read(Json.read(web.text(address, access.token()))));
    }

    private static IOException notUnderstood(Query query, Trouble.Refusal refusal) {
        String message;
        try {
            message = Sheet.plain(Json.read(refusal.body()).at("message").text());
        } catch (Trouble.Content notSaid) {
            message = "It answered 400.";
        }
        return new IOException("""
                The archive does not understand the query %s: %s
                Maybe AND or OR is not in capital letters, or a value with spaces has no quotes.""".formatted(query, message), refusal);
    }

    private IOException failure(URI address, Trouble trouble) {
        return new IOException(
                "The archive could not be asked for %s: %s.".formatted(path(address), trouble.getMessage()), trouble);
    }

    /** What is asked for, without the query: for a sentence. */
    private String path(URI address) {
        String path = address.getPath();
        String base = access.base().getPath();
        return path.startsWith(base) ? path.substring(base.length()) : path;
    }
}
