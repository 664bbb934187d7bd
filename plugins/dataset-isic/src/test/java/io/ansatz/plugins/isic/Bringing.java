package io.ansatz.plugins.isic;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** A program that brings all images of an archive to a folder, so that a test can kill it. */
final class Bringing {

    private Bringing() {}

    public static void main(String[] arguments) throws Exception {
        var access = new Access(URI.create(arguments[0]), Optional.empty());
        new Archive(access).bring(new Request(Query.search("*")), Path.of(arguments[1]), new Hearing());
    }
}
