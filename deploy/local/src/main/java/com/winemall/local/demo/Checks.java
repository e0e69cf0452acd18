package com.winemall.local.demo;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/// The table at the end of a story: what was promised and what came of it.
final class Checks {

    private final List<Line> lines = new ArrayList<>();

    void add(String what, long expected, long actual) {
        add(what, "%,d".formatted(expected), "%,d".formatted(actual));
    }

    void add(String what, boolean expected, boolean actual) {
        add(what, expected ? "yes" : "no", actual ? "yes" : "no");
    }

    void add(String what, String expected, String actual) {
        lines.add(new Line(what, expected, actual, expected.equals(actual)));
    }

    boolean allHold() {
        return lines.stream().allMatch(Line::holds);
    }

    void print(PrintWriter out) {
        int width = lines.stream().mapToInt(line -> line.what.length()).max().orElse(0);
        var format = "  %-" + width + "s  %10s  %10s  %s%n";
        out.println();
        out.printf(format, "", "expected", "actual", "");
        for (var line : lines) {
            out.printf(format, line.what, line.expected, line.actual, line.holds ? "ok" : "NOT OK");
        }
        out.println();
    }

    private record Line(String what, String expected, String actual, boolean holds) {}
}
