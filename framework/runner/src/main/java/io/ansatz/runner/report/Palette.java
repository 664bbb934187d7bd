package io.ansatz.runner.report;

/** The colours of Okabe and Ito, which colour-blind people tell apart, as they are on a light and on a dark ground. */
enum Palette {
    BLUE("#0072b2", "#3d9fdc"),
    VERMILION("#d55e00", "#f58536"),
    GREEN("#009e73", "#20c296"),
    PURPLE("#cc79a7", "#e59bc4"),
    ORANGE("#e69f00", "#f0b429"),
    SKY("#56b4e9", "#9bd7fb"),
    INK("#24292f", "#e6edf3");

    private final String light;
    private final String dark;

    Palette(String light, String dark) {
        this.light = light;
        this.dark = dark;
    }

    /** The colour of a series; behind the last one the first comes again. */
    static Palette of(int series) {
        return values()[series % values().length];
    }

    String light() {
        return light;
    }

    String dark() {
        return dark;
    }
}
