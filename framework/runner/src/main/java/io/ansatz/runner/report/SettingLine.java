package io.ansatz.runner.report;

/** Names a setting once above everything that holds for it. */
final class SettingLine {

    private final Page page;
    private String before = "";

    SettingLine(Page page) {
        this.page = page;
    }

    /** Before a row of a table with so many columns. */
    void inTable(String setting, int columns) {
        if (begins(setting)) {
            page.add("<tr><td class=\"setting\" colspan=\"%s\">%s</td></tr>", columns, setting);
        }
    }

    /** Before a strip. */
    void inStrips(String setting) {
        if (begins(setting)) {
            page.add("<div class=\"setting\">%s</div>", setting);
        }
    }

    private boolean begins(String setting) {
        boolean begins = !setting.equals(before);
        before = setting;
        return begins;
    }
}
