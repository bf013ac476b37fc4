package org.crmcontracts.contracts.drafting;

import java.util.regex.Pattern;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import org.jspecify.annotations.Nullable;

/** A paragraph as plain text: mark-up and HTML tags are gone, a heading that leads it stands apart. */
record ClauseText(@Nullable String heading, String text) {
    private static final Pattern HEADER_SPAN = Pattern.compile("<span\\b[^>]*\\bclass=[\"']header[^>]*>.*");
    private static final Pattern ENDS = Pattern.compile("^[\\s]*[.:。：][\\s\\S]*");
    private static final Pattern HAN_BREAK = Pattern.compile("(?<=[\\p{IsHan}，。；：、）])\u0001(?=[\\p{IsHan}（])");
    private static final int MAX_HEADING = 200;

    static ClauseText of(Node paragraph) {
        Node first = firstVisible(paragraph);
        if (first instanceof HtmlInline tag
                && HEADER_SPAN.matcher(tag.getLiteral()).matches()) {
            return afterSpan(first);
        }
        if (first instanceof StrongEmphasis) {
            String lead = plain(first, null);
            String rest = tail(first.getNext());
            boolean isHeading = rest.isBlank()
                    || lead.matches(".*[.:。：]")
                    || ENDS.matcher(rest).matches();
            if (isHeading && lead.length() <= MAX_HEADING) {
                return new ClauseText(
                        trimmed(lead), rest.replaceFirst("^\\s*[.:。：]?\\s*", "").strip());
            }
        }
        return new ClauseText(null, plain(paragraph, null).strip());
    }

    static String plain(Node node, @Nullable Node until) {
        Collector collector = new Collector();
        for (Node child = node.getFirstChild(); child != null && child != until; child = child.getNext()) {
            child.accept(collector);
        }
        return collector.text();
    }

    private static ClauseText afterSpan(Node open) {
        Collector heading = new Collector();
        Node node = open.getNext();
        while (node != null
                && !(node instanceof HtmlInline tag && tag.getLiteral().startsWith("</span"))) {
            node.accept(heading);
            node = node.getNext();
        }
        String text = node == null ? "" : tail(node.getNext());
        return new ClauseText(
                trimmed(heading.text()),
                text.replaceFirst("^\\s*[.:。：]\\s+", "").strip());
    }

    private static String tail(@Nullable Node from) {
        Collector collector = new Collector();
        for (Node node = from; node != null; node = node.getNext()) {
            node.accept(collector);
        }
        return collector.text();
    }

    private static @Nullable Node firstVisible(Node paragraph) {
        Node node = paragraph instanceof Paragraph ? paragraph.getFirstChild() : null;
        while (node instanceof Text text && text.getLiteral().isBlank()) {
            node = node.getNext();
        }
        return node;
    }

    private static String trimmed(String heading) {
        return heading.strip().replaceFirst("[.:。：]+$", "").strip();
    }

    private static final class Collector extends AbstractVisitor {
        private final StringBuilder out = new StringBuilder();

        String text() {
            // A line break between Chinese characters is no space.
            return HAN_BREAK.matcher(out).replaceAll("").replace('\u0001', ' ').replaceAll("[ \t\u00a0]+", " ");
        }

        @Override
        public void visit(Text text) {
            out.append(text.getLiteral());
        }

        @Override
        public void visit(Code code) {
            out.append(code.getLiteral());
        }

        @Override
        public void visit(SoftLineBreak lineBreak) {
            out.append('\u0001');
        }

        @Override
        public void visit(HardLineBreak lineBreak) {
            out.append('\n');
        }
    }
}
