package org.crmcontracts.contracts.drafting;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.crmcontracts.contracts.library.Clause;

/**
 * Reads clauses from pasted text by how its lines begin: {@code 1.}, {@code 1.1}, {@code (a)}, 第一条, 一、, （一）. A kind
 * of mark that is seen under another one lies one level below it.
 */
final class PlainTextClauses {
    private static final String HAN = "[零〇一二三四五六七八九十百]{1,5}";
    private static final int MAX_JUMP = 20;
    private static final int MAX_HEADING = 60;

    /** The marks, the more telling ones first. */
    private enum Mark {
        CHAPTER("第(" + HAN + "|[0-9]{1,3})[章编节]"),
        ARTICLE("第(" + HAN + "|[0-9]{1,3})条[：:、.]?"),
        HAN_LIST("(" + HAN + ")[、．.]"),
        HAN_BRACKETS("[（(](" + HAN + ")[）)][、.]?"),
        DECIMAL("([0-9]{1,3}(?:[.．][0-9]{1,3})*)(?:[.．、）)]\\s*(?![0-9])|\\s+|(?<=\\.[0-9]{1,3})(?=\\p{IsHan}))"),
        DECIMAL_BRACKETS("[（(]([0-9]{1,3})[）)][、.]?"),
        LETTER("([a-z])[.)]\\s"),
        LETTER_BRACKETS("[（(]([a-z])[）)]");

        private final Pattern pattern;

        Mark(String regex) {
            pattern = Pattern.compile("^\\s*" + regex + "[\\s\u3000]*(.*)$", Pattern.DOTALL);
        }
    }

    /** A kind of mark that is open, such as numbers of two parts, and its last value. */
    private record Level(String kind, int last) {}

    private final List<Level> levels = new ArrayList<>();
    private final List<Clause> clauses = new ArrayList<>();
    private final List<String> before = new ArrayList<>();

    private PlainTextClauses() {}

    static List<Clause> read(String text) {
        PlainTextClauses reading = new PlainTextClauses();
        String normal = text.replace("\r\n", "\n").replace('\r', '\n');
        for (String line : normal.split("\n", -1)) {
            if (!line.isBlank() && !reading.begins(line)) {
                reading.append(line.strip());
            }
        }
        return reading.clauses.isEmpty() ? paragraphs(normal) : List.copyOf(reading.clauses);
    }

    private boolean begins(String line) {
        for (Mark mark : Mark.values()) {
            Matcher matcher = mark.pattern.matcher(line);
            if (matcher.matches()) {
                String number = matcher.group(1).replace('．', '.');
                // A single number needs its point: "30 days" begins no clause.
                if (mark == Mark.DECIMAL
                        && !number.contains(".")
                        && !line.strip().matches("(?s)[0-9]+[.．、）)].*")) {
                    continue;
                }
                String kind = mark == Mark.DECIMAL ? "DECIMAL" + number.split("\\.", -1).length : mark.name();
                return open(kind, value(number), matcher.group(2));
            }
        }
        return false;
    }

    private boolean open(String kind, int value, String rest) {
        int at = level(kind);
        boolean fits = at < 0
                ? value == 1 || clauses.isEmpty()
                : value == 1
                        || (value > levels.get(at).last()
                                && value <= levels.get(at).last() + MAX_JUMP);
        if (!fits || (at < 0 && levels.size() >= Clause.MAX_DEPTH)) {
            return false;
        }
        if (at >= 0) {
            levels.subList(at, levels.size()).clear();
        }
        levels.add(new Level(kind, value));
        preamble();
        boolean isHeading =
                !rest.isBlank() && rest.length() <= MAX_HEADING && !rest.matches("(?s).*[.。;；,，:：!?！？]\\s*");
        clauses.add(new Clause(levels.size(), isHeading ? rest.strip() : null, isHeading ? "" : rest.strip()));
        return true;
    }

    private int level(String kind) {
        for (int i = 0; i < levels.size(); i++) {
            if (levels.get(i).kind().equals(kind)) {
                return i;
            }
        }
        return -1;
    }

    // What stands before the first mark is kept as a clause of its own rather than lost.
    private void preamble() {
        if (!before.isEmpty()) {
            clauses.add(new Clause(1, null, String.join("\n", before)));
            before.clear();
        }
    }

    private void append(String line) {
        if (clauses.isEmpty()) {
            before.add(line);
            return;
        }
        int last = clauses.size() - 1;
        Clause clause = clauses.get(last);
        clauses.set(
                last,
                new Clause(
                        clause.depth(),
                        clause.heading(),
                        clause.text().isEmpty() ? line : clause.text() + "\n" + line));
    }

    private static int value(String mark) {
        String last = mark.substring(mark.lastIndexOf('.') + 1);
        if (last.matches("[0-9]+")) {
            return Integer.parseInt(last);
        }
        return last.matches("[a-z]") ? last.charAt(0) - 'a' + 1 : han(last);
    }

    /** Chinese numerals up to 999. */
    static int han(String numeral) {
        int sum = 0;
        int digit = 0;
        for (char c : numeral.toCharArray()) {
            if (c == '十' || c == '百') {
                sum += (digit == 0 ? 1 : digit) * (c == '十' ? 10 : 100);
                digit = 0;
            } else {
                digit = Math.max(0, "零一二三四五六七八九".indexOf(c));
            }
        }
        return sum + digit;
    }

    private static List<Clause> paragraphs(String text) {
        List<Clause> clauses = new ArrayList<>();
        for (String paragraph : text.split("\n\\s*\n", -1)) {
            if (!paragraph.isBlank()) {
                clauses.add(new Clause(1, null, paragraph.strip()));
            }
        }
        return clauses;
    }
}
