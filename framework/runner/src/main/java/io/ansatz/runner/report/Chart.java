package io.ansatz.runner.report;

import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A picture with a title and a caption, as an SVG file that needs nothing else: no script, no font, no network. It brings a
 * light and a dark ground, as a picture in a page cannot know what it stands on. Its colours are those of the {@link Palette};
 * dashes and markers tell lines apart in grey print.
 */
final class Chart extends Drawing {

    /** How wide charts are, unless what they show needs more. */
    static final int WIDTH = 640;

    /** How many lines can be told apart. */
    static final int SERIES = 10;

    static final int MARGIN = 20;

    /** The size of names beside lines, of captions, and of the smallest text there is. */
    static final int TEXT = 12;

    static final int SMALL = 11;

    private static final int TITLE_BASELINE = 32;
    private static final int LINE = 17;
    private static final int SAMPLE = 30;

    private static final String STYLE = """
            <style>
            .ground { fill: #ffffff }
            text { font-family: system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; font-size: 12px; fill: #24292f }
            .title { font-size: 15px; font-weight: 600 }
            .small, .tick, .across, .up { font-size: 11px }
            .tick, .across, .up, .caption, .name { fill: #57606a }
            .across, .middle { text-anchor: middle }
            .up { text-anchor: end }
            .grid { stroke: #d8dee4; stroke-width: 1; fill: none }
            .axis { stroke: #57606a; stroke-width: 1.2; fill: none }
            .line { fill: none; stroke-width: 1.8; stroke-linejoin: round }
            .chance { fill: none; stroke: #57606a; stroke-width: 1.2; stroke-dasharray: 2 4 }
            .kept { fill: none; stroke: #57606a; stroke-width: 1.2; stroke-dasharray: 6 3 }
            .crowd { fill: none; stroke: #8c959f; stroke-width: 0.8; stroke-opacity: 0.6 }
            .mean { fill: none; stroke: #24292f; stroke-width: 2.6; stroke-linejoin: round }
            .mark { stroke: none }
            .cell { fill: #0969da }
            .bar { fill: #56b4e9; fill-opacity: 0.55 }
            %s
            .c1 { stroke-dasharray: 7 3 } .c2 { stroke-dasharray: 2 2 } .c3 { stroke-dasharray: 9 3 2 3 }
            .c4 { stroke-dasharray: 14 4 } .c5 { stroke-dasharray: 5 2 } .c6 { stroke-dasharray: 1 4 }
            .c7 { stroke-dasharray: 4 6 } .c8 { stroke-dasharray: 9 3 2 3 2 3 } .c9 { stroke-dasharray: 16 3 4 3 }
            @media (prefers-color-scheme: dark) {
            .ground { fill: #0d1117 }
            text { fill: #e6edf3 }
            .tick, .across, .up, .caption, .name { fill: #9198a1 }
            .grid { stroke: #262c36 }
            .axis, .chance, .kept { stroke: #9198a1 }
            .crowd { stroke: #8b949e }
            .mean { stroke: #e6edf3 }
            .cell { fill: #388bfd }
            .bar { fill: #56b4e9; fill-opacity: 0.45 }
            %s
            }
            </style>""".formatted(series(Palette::light), series(Palette::dark));

    private final int width;
    private final String title;
    private final String description;

    /** @param description what it shows, for who cannot see it */
    Chart(String title, String description) {
        this(WIDTH, title, description);
    }

    Chart(int width, String title, String description) {
        super(MARGIN, SMALL);
        this.width = width;
        this.title = title;
        this.description = description;
        text("title", MARGIN, TITLE_BASELINE, title);
    }

    /** Names a line: a piece of it, and the text, which is cut where its room ends. */
    void key(String style, double x, double baseline, double room, String text) {
        add("<path class='%s' d='M%s %sh%s'/>", style, x, baseline - 4, SAMPLE);
        text("small", x + SAMPLE + 8, baseline, Lettering.shortened(text, SMALL, room - SAMPLE - 8));
    }

    /** Writes sentences below everything else, and returns the file. */
    String caption(double top, String text) {
        double baseline = top;
        for (String line : Lettering.wrapped(text, TEXT, width - 2 * MARGIN)) {
            baseline += LINE;
            text("caption", MARGIN, baseline, line);
        }
        return file((int) Math.ceil(baseline) + MARGIN);
    }

    private static String series(Function<Palette, String> ground) {
        return IntStream.range(0, SERIES)
                .mapToObj(i -> ".line.c%1$d { stroke: %2$s } .mark.c%1$d { fill: %2$s }"
                        .formatted(i, ground.apply(Palette.of(i))))
                .collect(Collectors.joining("\n"));
    }

    private String file(int height) {
        return """
                <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d" role="img">
                <title>%3$s</title>
                <desc>%4$s</desc>
                %5$s
                <rect class="ground" width="%1$d" height="%2$d" rx="8"/>
                %6$s
                </svg>
                """.formatted(width, height, Markup.escape(title), Markup.escape(description), STYLE, elements());
    }
}
