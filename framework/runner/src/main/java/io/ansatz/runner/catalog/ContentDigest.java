package io.ansatz.runner.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import java.util.zip.ZipFile;

/**
 * The SHA-256 of what plugins consist of: the names and bytes of all entries, whatever they are packed in and whenever they
 * were packed. A folder of classes, the jar made of it and a zip around that jar have one digest. The manifest and Maven's
 * notes are left out, for they tell who built a jar, not what it does.
 */
final class ContentDigest {

    private final TreeSet<String> lines = new TreeSet<>();

    private ContentDigest() {}

    /** The digest of these files: folders and jars count as their entries, any other file as an entry of its own. */
    static String of(List<Path> files) throws IOException {
        var content = new ContentDigest();
        for (Path file : files) {
            if (Files.isDirectory(file)) {
                content.addFolder(file);
            } else if (file.getFileName().toString().endsWith(".jar")) {
                content.addJar(file);
            } else {
                content.add(file.getFileName().toString(), Files.newInputStream(file));
            }
        }
        MessageDigest digest = sha256();
        for (String line : content.lines) {
            digest.update(line.getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The SHA-256 of one file's bytes. */
    static String ofBytes(Path file) throws IOException {
        return hex(Files.newInputStream(file));
    }

    private void addFolder(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = folder.relativize(file).toString().replace('\\', '/');
                add(name, Files.newInputStream(file));
            }
        }
    }

    private void addJar(Path jar) throws IOException {
        try (var zip = new ZipFile(jar.toFile())) {
            for (var entries = zip.entries(); entries.hasMoreElements(); ) {
                var entry = entries.nextElement();
                if (!entry.isDirectory()) {
                    add(entry.getName(), zip.getInputStream(entry));
                }
            }
        }
    }

    private void add(String name, InputStream bytes) throws IOException {
        String hash = hex(bytes);
        if (!name.equals("META-INF/MANIFEST.MF") && !name.startsWith("META-INF/maven/")) {
            lines.add(name + '\0' + hash + '\n');
        }
    }

    /** Reads the stream to its end and closes it. */
    private static String hex(InputStream bytes) throws IOException {
        MessageDigest digest = sha256();
        try (var stream = new DigestInputStream(bytes, digest)) {
            stream.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
