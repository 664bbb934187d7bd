package io.ansatz.benchmarks;

/** How much time is taken. */
enum Pace {
    THOROUGH(2, 1000, "five minutes"),
    /** Only how long steps take, and how that compares with the machine and the plain twin. */
    QUICK(1, 500, "a minute");

    private final int starts;
    private final int milliseconds;
    private final String duration;

    Pace(int starts, int milliseconds, String duration) {
        this.starts = starts;
        this.milliseconds = milliseconds;
        this.duration = duration;
    }

    /** How often Java is started anew for a figure that matters most. */
    int starts() {
        return starts;
    }

    /** How long a figure is measured in each start. */
    int milliseconds() {
        return milliseconds;
    }

    /** How long all cases take, for a reader. */
    String duration() {
        return duration;
    }
}
