package io.ansatz.runner.report;

/** Pictures of one kind side by side in a page, one for each configuration, below the words for their lines. */
final class Panels {

    /** So few have more room. */
    private static final int FEW = 3;

    private final Page page;
    private final int sides;
    private String open = "";

    Panels(Page page, String heading, int sides) {
        this.sides = sides;
        this.page = page;
        page.add("<h3>%s</h3>", heading);
    }

    /** Says what a style of {@link Picture} stands for. */
    Panels key(String style, String words) {
        if (open.isEmpty()) {
            page.add("<p class=\"keys\">");
            open = "</p>";
        }
        page.add(
                "<span><svg class=\"picture sample\" viewBox=\"0 0 30 12\" aria-hidden=\"true\"><path class=\"%s\" d=\"%s\"/></svg>"
                        + "%s</span>",
                style, style.equals("band") || style.equals("bar") ? "M0 1h30v10h-30z" : "M0 6h30", words);
        return this;
    }

    /** @param figures what it came to, in numbers; may be empty */
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
        if (!open.equals("</div>")) {
            page.add(open);
            page.add(sides <= FEW ? "<div class=\"panels few\">" : "<div class=\"panels\">");
            open = "</div>";
        }
        page.add("<figure>");
        page.add("<figcaption><b>%s</b> <span>%s</span><br/>%s</figcaption>", side.role(), seeds, figures);
    }

    void end() {
        page.add(open);
    }
}
