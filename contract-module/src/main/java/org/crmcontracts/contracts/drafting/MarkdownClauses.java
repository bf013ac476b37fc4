package org.crmcontracts.contracts.drafting;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;
import org.commonmark.node.Block;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.BulletList;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.ListBlock;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;
import org.crmcontracts.contracts.library.Clause;
import org.jspecify.annotations.Nullable;

/**
 * Reads clauses from Markdown: headings and list items become clauses, each level one deeper; a first-level heading
 * that stands alone at the top is the document's title and no clause. No text is lost.
 */
final class MarkdownClauses {
    private static final Parser PARSER =
            Parser.builder().includeSourceSpans(IncludeSourceSpans.NONE).build();
    private static final Pattern NUMBER_PREFIX = Pattern.compile(
            "^(?:[0-9]+(?:\\.[0-9]+)*[.、)]?\\s+|第[0-9零〇一二三四五六七八九十百]+[章节条]\\s*|[一二三四五六七八九十]+、\\s*)(?=\\S)");
    private static final Pattern TAG = Pattern.compile("<[^>]*>");

    private final List<Clause> clauses = new ArrayList<>();
    private final Deque<Integer> headings = new ArrayDeque<>();

    private MarkdownClauses() {}

    static List<Clause> read(String markdown) {
        String text = LetterLists.toNumbers(markdown.replace("\r\n", "\n").replace("\t", "    "));
        Node document = PARSER.parse(text);
        MarkdownClauses reading = new MarkdownClauses();
        Node title = title(document);
        for (Node block = document.getFirstChild(); block != null; block = block.getNext()) {
            if (block != title) {
                reading.block(block);
            }
        }
        return List.copyOf(reading.clauses);
    }

    private static @Nullable Node title(Node document) {
        if (!(document.getFirstChild() instanceof Heading first) || first.getLevel() != 1) {
            return null;
        }
        boolean sectionsFollow = false;
        for (Node block = first.getNext(); block != null; block = block.getNext()) {
            if (block instanceof Heading other && other.getLevel() == 1) {
                return null;
            }
            sectionsFollow |= block instanceof Heading || block instanceof ListBlock;
        }
        return sectionsFollow ? first : null;
    }

    private void block(Node block) {
        if (block instanceof Heading heading) {
            while (!headings.isEmpty() && headings.peek() >= heading.getLevel()) {
                headings.pop();
            }
            headings.push(heading.getLevel());
            String text = NUMBER_PREFIX
                    .matcher(ClauseText.plain(heading, null).strip())
                    .replaceFirst("");
            add(headings.size(), text, "");
        } else if (block instanceof ListBlock list) {
            list(list, headings.size() + 1);
        } else if (block instanceof BlockQuote) {
            for (Node child = block.getFirstChild(); child != null; child = child.getNext()) {
                block(child);
            }
        } else if (block instanceof Paragraph paragraph && clauses.isEmpty()) {
            ClauseText text = ClauseText.of(paragraph);
            add(1, text.heading(), text.text());
        } else {
            append(text(block));
        }
    }

    private void list(ListBlock list, int depth) {
        for (Node item = list.getFirstChild(); item != null; item = item.getNext()) {
            if (item instanceof ListItem) {
                item(item, depth);
            }
        }
    }

    private void item(Node item, int depth) {
        Node child = item.getFirstChild();
        if (child instanceof Paragraph) {
            ClauseText text = ClauseText.of(child);
            add(depth, text.heading(), text.text());
            child = child.getNext();
        } else if (child instanceof Heading heading) {
            add(depth, ClauseText.plain(heading, null).strip(), "");
            child = child.getNext();
        } else if (child != null && !(child instanceof ListBlock)) {
            add(depth, null, text(child));
            child = child.getNext();
        }
        for (; child != null; child = child.getNext()) {
            if (child instanceof OrderedList || child instanceof BulletList) {
                list((ListBlock) child, depth + 1);
            } else {
                append(text(child));
            }
        }
    }

    private static String text(Node block) {
        if (block instanceof FencedCodeBlock code) {
            return code.getLiteral();
        }
        if (block instanceof IndentedCodeBlock code) {
            return code.getLiteral();
        }
        if (block instanceof HtmlBlock html) {
            return TAG.matcher(html.getLiteral()).replaceAll("");
        }
        StringBuilder out = new StringBuilder(ClauseText.plain(block, null));
        for (Node child = block.getFirstChild(); child != null; child = child.getNext()) {
            if (child instanceof Block) {
                out.append('\n').append(text(child));
            }
        }
        return out.toString();
    }

    private void add(int depth, @Nullable String heading, String text) {
        if ((heading == null || heading.isBlank()) && text.isBlank()) {
            return;
        }
        int deepest = clauses.isEmpty() ? 1 : clauses.get(clauses.size() - 1).depth() + 1;
        clauses.add(new Clause(Math.min(Math.min(depth, deepest), Clause.MAX_DEPTH), heading, text));
    }

    private void append(String text) {
        if (text.isBlank()) {
            return;
        }
        if (clauses.isEmpty()) {
            add(1, null, text);
            return;
        }
        int last = clauses.size() - 1;
        Clause clause = clauses.get(last);
        String joined = clause.text().isEmpty() ? text.strip() : clause.text() + "\n" + text.strip();
        clauses.set(last, new Clause(clause.depth(), clause.heading(), joined));
    }
}
