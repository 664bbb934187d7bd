package io.ansatz.runner.report;

import java.util.ArrayList;
import java.util.List;

/** Pictures of one kind side by side in a page, one for each configuration, below the words for their lines. */
final class Panels {

    /** So few have more room. */
    private static final int FEW = 3;

    private final Page page;
    private final String heading;
    private final List<Key> keys = new ArrayList<>();

    /** What a style of {@link Picture} stands for. */
    private record Key(String style, String words) {

        /** A ground, or a line. */
        String shape() {
            return style.equals("band") || style.equals("bar") ? "M0 1h30v10h-30z" : "M0 6h30";
        }
    }

    Panels(String heading, Page page) {
        this.heading = heading;
        this.page = page;
    }

    /** Says what a style stands for. */
    Panels key(String style, String words) {
        keys.add(new Key(style, words));
        return this;
    }

    /** Writes the heading, and what was said of styles; then come the pictures. */
    void begin(int pictures) {
        page.add("<h3>%s</h3>", heading);
        if (!keys.isEmpty()) {
            page.add("<p class=\"keys\">");
            for (Key key : keys) {
                page.add("<span><svg class=\"picture sample\" viewBox=\"0 0 30 12\" aria-hidden=\"true\">");
                page.add("<path class=\"%s\" d=\"%s\"/></svg>%s</span>", key.style(), key.shape(), key.words());
            }
            page.add("</p>");
        }
        page.add("<div class=\"%s\">", pictures <= FEW ? "panels few" : "panels");
    }

    /** @param figures what it came to, in numbers */
    void show(Repetitions side, int seeds, String figures, Picture picture) {
        caption(side, Markup.count(seeds, "seed"), figures);
        page.show(picture);
        page.add("</figure>");
    }

    /** A place where there is no picture. */
    void miss(Repetitions side, String why) {
        caption(side, "", why);
        page.add("</figure>");
    }

    private void caption(Repetitions side, String seeds, String figures) {
        page.add("<figure>");
        page.add("<figcaption><b>%s</b> <span>%s</span><br/>%s</figcaption>", side.role(), seeds, figures);
    }

    void end() {
        page.add("</div>");
    }
}
