package io.ansatz.runner.report;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/** Reads what was drawn the way a strict program does. */
final class Xml {

    private Xml() {}

    /** The root of a document that must be well-formed. */
    static Element parse(String text) throws Exception {
        var builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
        // Parsers print what they find before they throw it.
        builder.setErrorHandler(null);
        return builder.parse(new InputSource(new StringReader(text))).getDocumentElement();
    }

    /** Every element of a name, in order. */
    static List<Element> all(Element root, String name) {
        var found = root.getElementsByTagName(name);
        var elements = new ArrayList<Element>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }

    /** The texts of every element of a name. */
    static List<String> texts(Element root, String name) {
        return all(root, name).stream().map(Element::getTextContent).toList();
    }

    /** Every element of a name whose class is this. */
    static List<Element> styled(Element root, String name, String style) {
        return all(root, name).stream()
                .filter(element -> element.getAttribute("class").equals(style))
                .toList();
    }

    /** The texts of the cells of a table, row by row. */
    static List<List<String>> rows(Element root, int table) {
        Element body = all(all(root, "table").get(table), "tbody").get(0);
        return all(body, "tr").stream().map(row -> texts(row, "td")).toList();
    }

    /** The same of the table with a name. */
    static List<List<String>> rows(Element root, String table) {
        return all(root, "div").stream()
                .filter(div -> div.getAttribute("aria-label").equals(table))
                .map(div -> rows(div, 0))
                .findFirst()
                .orElseThrow();
    }

    /** What stands behind each term. */
    static Map<String, String> facts(Element root) {
        List<String> names = texts(root, "dt");
        List<String> values = texts(root, "dd");
        var facts = new LinkedHashMap<String, String>();
        for (int i = 0; i < names.size(); i++) {
            facts.put(names.get(i), values.get(i));
        }
        return facts;
    }
}
