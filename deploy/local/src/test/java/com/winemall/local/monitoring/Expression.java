package com.winemall.local.monitoring;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// What a PromQL expression asks for.
public final class Expression {

    private static final Pattern TEXTS = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");
    private static final Pattern MATCHERS = Pattern.compile("\\{[^}]*}");
    private static final Pattern RANGES = Pattern.compile("\\[[^]]*]");

    /// Between these parentheses stand labels.
    private static final Pattern GROUPINGS =
            Pattern.compile("\\b(by|without|on|ignoring|group_left|group_right)\\s*\\([^)]*\\)");

    private static final Pattern NAMES =
            Pattern.compile("(?<![\\w.:])[a-zA-Z_:][\\w:]*(?!\\w)(?!\\s*\\()");

    private static final Set<String> WORDS =
            Set.of(
                    "and",
                    "or",
                    "unless",
                    "bool",
                    "offset",
                    "by",
                    "without",
                    "on",
                    "ignoring",
                    "group_left",
                    "group_right",
                    "inf",
                    "nan");

    private Expression() {}

    /// The metrics an expression reads. A grouping may stand before what it groups or after it.
    public static Set<String> metrics(String expression) {
        var bare = TEXTS.matcher(expression).replaceAll("");
        bare = MATCHERS.matcher(bare).replaceAll("");
        bare = RANGES.matcher(bare).replaceAll("");
        bare = GROUPINGS.matcher(bare).replaceAll(" ");
        Set<String> metrics = new TreeSet<>();
        NAMES.matcher(bare)
                .results()
                .map(found -> found.group())
                .filter(name -> !WORDS.contains(name))
                .forEach(metrics::add);
        // `sum (x)` calls a function; what is called has been left out by its parenthesis, except
        // where the grouping between the two was.
        metrics.removeIf(Expression::isAggregation);
        return metrics;
    }

    private static boolean isAggregation(String name) {
        return switch (name) {
            case "sum",
                    "min",
                    "max",
                    "avg",
                    "count",
                    "group",
                    "stddev",
                    "stdvar",
                    "topk",
                    "bottomk",
                    "quantile",
                    "count_values" ->
                    true;
            default -> false;
        };
    }
}
