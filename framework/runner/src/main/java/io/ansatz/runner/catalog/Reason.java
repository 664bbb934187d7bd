package io.ansatz.runner.catalog;

/** Why code of a plugin failed, as the end of a sentence. */
final class Reason {

    private Reason() {}

    static String of(Throwable failure) {
        if (failure instanceof NoClassDefFoundError && failure.getCause() instanceof ClassNotFoundException refused) {
            return refused.getMessage();
        }
        if (failure instanceof ClassNotFoundException) {
            return failure.getMessage();
        }
        if (failure instanceof UnsupportedClassVersionError) {
            return "it is compiled for a newer Java than this one, %d."
                            .formatted(Runtime.version().feature())
                    + "\nMaybe <maven.compiler.release>17</maven.compiler.release> is missing in its pom.";
        }
        if (failure instanceof IncompatibleClassChangeError) {
            return "%s.\nMaybe it was compiled against another version of the API.".formatted(failure);
        }
        return failure + ".";
    }
}
