package io.ansatz.runner.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MarkupTest {

    @Test
    void textStaysText() {
        assertThat(Markup.escape("<b a=\"1\" c='2'>&amp;</b>"))
                .isEqualTo("&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;amp;&lt;/b&gt;");
        assertThat(Markup.escape("良性 𠮷 é\t\n")).isEqualTo("良性 𠮷 é\t\n");
    }

    @Test
    void whatXmlDoesNotHaveIsReplaced() {
        assertThat(Markup.escape("a\u0000b\u001bc\ud800d\uffff")).isEqualTo("a\ufffdb\ufffdc\ufffdd\ufffd");
    }

    @Test
    void pixelsHaveAtMostOneDigitBehindThePoint() {
        assertThat(Markup.pixels(12)).isEqualTo("12");
        assertThat(Markup.pixels(12.3456)).isEqualTo("12.3");
        assertThat(Markup.pixels(-0.26)).isEqualTo("-0.3");
        assertThat(Markup.pixels(-0.04)).isEqualTo("0");
        assertThat(Markup.pixels(0.1 + 0.2)).isEqualTo("0.3");
    }

    @Test
    void nounsAgreeWithTheirCount() {
        assertThat(Markup.count(1, "trial")).isEqualTo("1 trial");
        assertThat(Markup.count(12_544, "image")).isEqualTo("12,544 images");
    }
}
