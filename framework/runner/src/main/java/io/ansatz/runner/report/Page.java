package io.ansatz.runner.report;

import java.util.Arrays;
import java.util.List;

/**
 * A page that is one file: no script, no font, no network. It is HTML that is well-formed XML too. Everything written into it
 * besides its own elements is escaped.
 */
final class Page {

    private static final String STYLE = """
            :root { color-scheme: light dark; --ground: #ffffff; --ink: #24292f; --quiet: #57606a; --line: #d8dee4; --soft: #f6f8fa; \
            --blue: #0072b2; --link: #0550ae; --warn: #9a3412 }
            * { box-sizing: border-box }
            body { margin: 0 auto; max-width: 1180px; padding: 16px; background: var(--ground); color: var(--ink); \
            font: 15px/1.5 system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; overflow-wrap: anywhere }
            h1 { font-size: 26px; line-height: 1.25; margin: 8px 0 4px }
            h2 { font-size: 19px; margin: 36px 0 8px; padding-top: 10px; border-top: 1px solid var(--line) }
            h3 { font-size: 15px; margin: 22px 0 6px }
            p, ul, dl { margin: 6px 0; max-width: 76ch }
            ul { padding-left: 22px }
            a { color: var(--link) }
            .quiet { color: var(--quiet) }
            .warn { color: var(--warn) }
            .verdict { border-left: 4px solid var(--line); padding-left: 12px; margin: 10px 0 }
            .verdict strong { text-transform: uppercase; font-size: 12px; letter-spacing: 0.04em; margin-right: 4px }
            .verdict.better { border-color: var(--blue) }
            .verdict.worse { border-color: var(--warn) }
            .verdict.equivalent { border-color: var(--ink) }
            summary { cursor: pointer; color: var(--link) }
            code, pre { font-family: ui-monospace, "DejaVu Sans Mono", monospace; font-size: 13px }
            pre { background: var(--soft); padding: 10px 12px; border-radius: 6px; white-space: pre-wrap; margin: 6px 0 }
            .wide { overflow-x: auto; margin: 8px 0 }
            table { border-collapse: collapse; font-size: 13.5px; line-height: 1.4 }
            th, td { text-align: left; vertical-align: top; padding: 5px 14px 5px 0; border-bottom: 1px solid var(--line) }
            th { color: var(--quiet); font-weight: 600; vertical-align: bottom; overflow-wrap: normal }
            th.number { white-space: normal }
            td { overflow-wrap: normal }
            .number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap }
            .value { min-width: 16ch; max-width: 28ch; overflow-wrap: break-word }
            .word { white-space: nowrap }
            .links { min-width: 36ch; overflow-wrap: normal }
            .links a { margin-right: 8px; white-space: nowrap }
            dl { display: grid; grid-template-columns: minmax(8ch, auto) 1fr; gap: 3px 16px }
            dt { color: var(--quiet) }
            dd { margin: 0 }
            .dots { display: grid; grid-template-columns: minmax(12ch, 30%) 1fr auto; gap: 8px 18px; align-items: center; \
            font-size: 13.5px; margin: 4px 0 12px; max-width: none }
            .dots svg { display: block; width: 100%; height: 30px; overflow: visible }
            .strip { padding: 0 12px }
            .dots text { font-size: 11.5px; fill: var(--quiet); text-anchor: middle }
            .grid { stroke: var(--line); stroke-width: 1 }
            .band { fill: var(--blue); fill-opacity: 0.13 }
            .equal { stroke: var(--quiet); stroke-width: 1.4 }
            .span { stroke: var(--blue); stroke-width: 1.6 }
            .beyond { fill: var(--blue) }
            .mean { stroke: var(--ink); stroke-width: 3 }
            .dot { fill: var(--blue); fill-opacity: 0.45; stroke: var(--blue) }
            .share { stroke: var(--ground); stroke-width: 1 }
            .s0 { fill: #e69f00 } .s1 { fill: #0072b2 } .s2 { fill: #f0e442 } .s3 { fill: #cc79a7 } .s4 { fill: #c9d1d9 }
            .swatch { width: 14px; height: 12px; margin-left: 6px }
            .setting { color: var(--quiet); padding-top: 14px; grid-column: 1 / -1 }
            .drawing { display: block }
            summary { cursor: pointer }
            @media screen and (prefers-color-scheme: dark) {
            :root { --ground: #0d1117; --ink: #e6edf3; --quiet: #9198a1; --line: #30363d; --soft: #161b22; --blue: #4fa8e0; \
            --link: #79b8ff; --warn: #f0a36b }
            }
            @media (max-width: 640px) {
            dl { grid-template-columns: 1fr }
            dd { margin-bottom: 6px }
            .dots { grid-template-columns: 1fr auto; grid-auto-flow: dense; gap: 2px 10px }
            .dots .strip { grid-column: 1 / 3 }
            }
            @media print {
            :root { color-scheme: light }
            body { max-width: none; padding: 0; font-size: 10pt }
            .wide { overflow: visible }
            table { font-size: 8pt; width: 100% }
            .number { white-space: normal }
            .links { min-width: 0 }
            .drawing { max-width: 100%; height: auto }
            details::details-content { content-visibility: visible; display: block; height: auto }
            .file { display: none }
            th, td { padding-right: 6px }
            tr, .strip, dt, dd { break-inside: avoid }
            h2, h3 { break-after: avoid }
            a { color: inherit }
            }
            """;

    /** What stands in a cell for which there is no value. */
    static final String NOTHING = "–";

    private final StringBuilder text = new StringBuilder();

    Page(String title) {
        add("<!DOCTYPE html>");
        add("<html lang=\"en\">");
        add("<head>");
        add("<meta charset=\"utf-8\"/>");
        add("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>");
        add(
                "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\"/>");
        add("<title>%s</title>", title);
        text.append("<style>\n").append(STYLE).append(Picture.STYLE).append("</style>\n");
        add("</head>");
        add("<body>");
    }

    /** Adds a line of HTML; texts are escaped. */
    void add(String html, Object... texts) {
        Object[] escaped = Arrays.stream(texts)
                .map(value -> Markup.escape(value.toString()))
                .toArray();
        text.append(html.formatted(escaped)).append('\n');
    }

    void show(Picture picture) {
        text.append(picture.svg());
    }

    void heading(String words) {
        add("<h2>%s</h2>", words);
    }

    void paragraph(String words) {
        add("<p>%s</p>", words);
    }

    void note(String words) {
        add("<p class=\"quiet\">%s</p>", words);
    }

    /** An item of a list that was begun. */
    void item(String words) {
        add("<li>%s</li>", words);
    }

    void fact(String name, String value) {
        add("<dt>%s</dt><dd>%s</dd>", name, value);
    }

    /** Begins a table that may be wider than the screen. */
    void beginTable(String name, List<Column> columns) {
        add("<div class=\"wide\" role=\"region\" aria-label=\"%s\" tabindex=\"0\">", name);
        add("<table>");
        add("<thead><tr>");
        columns.forEach(column -> add("<th%s>%s</th>".formatted(column.style(), "%s"), column.name()));
        add("</tr></thead>");
        add("<tbody>");
    }

    void endTable() {
        add("</tbody>");
        add("</table>");
        add("</div>");
    }

    /** The head of a column. */
    record Column(String name, boolean numbers) {

        static Column texts(String name) {
            return new Column(name, false);
        }

        static Column numbers(String name) {
            return new Column(name, true);
        }

        private String style() {
            return numbers ? " class=\"number\"" : "";
        }
    }

    /** A cell with a word that is not broken. */
    void word(String word) {
        add("<td class=\"word\">%s</td>", word);
    }

    /** A cell with a text of any length. */
    void cell(String words) {
        add("<td class=\"value\">%s</td>", words);
    }

    /** A cell with a number. */
    void number(String digits) {
        add("<td class=\"number\">%s</td>", digits);
    }

    String html() {
        return text + "</body>\n</html>\n";
    }
}
