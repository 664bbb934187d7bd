package io.ansatz.runner.report;

import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A small picture in a page, which has its styles and writes what stands beside it. It is drawn as if it were 320 pixels wide,
 * and as wide as its place: on all but the narrowest its letters have ten pixels at least.
 */
final class Picture extends Drawing {

    static final int WIDTH = 320;

    /** Where plots in it begin and end. */
    static final double LEFT = 44;

    static final double RIGHT = WIDTH - 10;

    /** Colours after which the first would come again. */
    private static final int COLOURS = Palette.values().length;

    /** The size of its letters. */
    static final int TEXT = 12;

    /** What a page with such pictures needs, besides the colours it has. */
    static final String STYLE = """
            :root { %s }
            .panels { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(270px, 100%%), 1fr)); gap: 16px 20px; \
            margin: 8px 0 16px }
            .few { grid-template-columns: repeat(auto-fill, minmax(min(340px, 100%%), 1fr)) }
            .panels figure { margin: 0; min-width: 0 }
            figcaption { font-size: 13.5px; line-height: 1.4; margin-bottom: 4px }
            figcaption span { color: var(--quiet) }
            .keys { display: flex; flex-wrap: wrap; gap: 2px 20px; font-size: 13.5px; color: var(--quiet); max-width: none }
            .keys .sample { display: inline-block; width: 30px; height: 12px; margin-right: 7px; vertical-align: -1px }
            .picture { display: block; width: 100%%; height: auto; --own: var(--ink) }
            %s
            .picture text { font-size: %dpx; fill: var(--ink) }
            .picture .up, .picture .across, .picture .name { fill: var(--quiet) }
            .picture .across, .picture .middle { text-anchor: middle }
            .picture .up { text-anchor: end }
            .picture path { fill: none }
            .picture .axis { stroke: var(--quiet); stroke-width: 1.2; fill: none }
            .picture .chance { stroke: var(--quiet); stroke-width: 1.2; stroke-dasharray: 2 4 }
            .picture .line, .picture .training { stroke: var(--own); stroke-width: 2.2; stroke-linejoin: round }
            .picture .training { stroke-dasharray: 2 3 }
            .picture .reference { stroke: var(--c0); stroke-width: 1.8; stroke-dasharray: 8 4; stroke-linejoin: round }
            .picture .seed { stroke: var(--own); stroke-width: 0.8; stroke-opacity: 0.4 }
            .picture .band { fill: var(--own); fill-opacity: 0.25 }
            .picture .bar { fill: var(--own); fill-opacity: 0.35 }
            .picture .mark { fill: var(--ink) }
            .picture .kept { stroke: var(--ink); stroke-width: 1.2; stroke-opacity: 0.7 }
            .picture .cell { fill: var(--blue) }
            details { border-top: 1px solid var(--line); padding: 8px 0 }
            summary { cursor: pointer; font-weight: 600 }
            @media screen and (prefers-color-scheme: dark) {
            :root { %s }
            }
            @media print {
            .panels { grid-template-columns: repeat(3, 1fr) }
            .keys, figcaption { font-size: 8pt }
            figure { break-inside: avoid }
            }
            """.formatted(
                    variables(Palette::light),
                    colours(i -> ".picture.c%1$d { --own: var(--c%1$d) }".formatted(i), "\n"),
                    TEXT,
                    variables(Palette::dark));

    private final int colour;
    private final double height;
    private final String title;

    /**
     * @param colour which of the palette its lines have
     * @param title what it shows in words and numbers, for who cannot see it
     */
    Picture(int colour, double height, String title) {
        super(0, TEXT);
        this.colour = colour % COLOURS;
        this.height = height;
        this.title = title;
    }

    private static String variables(Function<Palette, String> ground) {
        return colours(i -> "--c%d: %s;".formatted(i, ground.apply(Palette.of(i))), " ");
    }

    private static String colours(IntFunction<String> each, String between) {
        return IntStream.range(0, COLOURS).mapToObj(each).collect(Collectors.joining(between));
    }

    /** The element. */
    String svg() {
        return """
                <svg class="picture c%d" viewBox="0 0 %d %s" role="img"><title>%s</title>
                %s
                </svg>
                """.formatted(colour, WIDTH, Markup.pixels(height), Markup.escape(title), elements());
    }
}
