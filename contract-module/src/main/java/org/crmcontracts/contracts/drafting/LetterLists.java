package org.crmcontracts.contracts.drafting;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns lists numbered by letters or small Roman numerals, which Markdown does not know, into numbered ones. */
final class LetterLists {
    private static final Pattern ITEM = Pattern.compile("^( *)\\(?([a-z]|[ivxl]{2,6})[.)] +(\\S.*)$");
    private static final Pattern NUMBER = Pattern.compile("^[0-9]{1,9}[.)] .*");
    private static final String[] ROMAN = {
        "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii",
        "xviii", "xix", "xx"
    };

    /** The list that is open at an indentation, and its last number. */
    private record Level(int indent, boolean roman, int last) {}

    private final Deque<Level> open = new ArrayDeque<>();

    private LetterLists() {}

    static String toNumbers(String markdown) {
        LetterLists lists = new LetterLists();
        StringBuilder out = new StringBuilder();
        boolean fenced = false;
        for (String line : markdown.split("\n", -1)) {
            String stripped = line.stripLeading();
            if (stripped.startsWith("```") || stripped.startsWith("~~~")) {
                fenced = !fenced;
            }
            out.append(fenced ? line : lists.line(line)).append('\n');
        }
        return out.toString();
    }

    private String line(String line) {
        if (line.isBlank()) {
            return line;
        }
        int indent = line.length() - line.stripLeading().length();
        boolean numbered = NUMBER.matcher(line.stripLeading()).matches();
        open.removeIf(level -> level.indent() > indent || (numbered && level.indent() == indent));
        Matcher item = ITEM.matcher(line);
        if (!item.matches()) {
            return line;
        }
        Level level = open.isEmpty() || open.peek().indent() != indent ? null : open.pop();
        Level next = level == null ? first(indent, item.group(2)) : following(level, item.group(2));
        if (next == null) {
            if (level != null) {
                open.push(level);
            }
            return line;
        }
        open.push(next);
        return item.group(1) + next.last() + ". " + item.group(3);
    }

    private static @Nullable Level first(int indent, String mark) {
        if (mark.equals("a")) {
            return new Level(indent, false, 1);
        }
        return mark.equals("i") ? new Level(indent, true, 1) : null;
    }

    private static @Nullable Level following(Level level, String mark) {
        int wanted = level.last() + 1;
        boolean follows = level.roman()
                ? wanted <= ROMAN.length && ROMAN[wanted - 1].equals(mark)
                : mark.length() == 1 && mark.charAt(0) - 'a' + 1 == wanted;
        return follows ? new Level(level.indent(), level.roman(), wanted) : first(level.indent(), mark);
    }
}
