package com.winemall.product.catalogue;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Text as it is searched: without accents or capitals, so that "chateau" finds "Château".
final class SearchText {

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern GAPS = Pattern.compile("\\s+");

    private SearchText() {}

    static String of(String name, String producer, String region, List<String> grapes) {
        return plain(String.join(" ", name, producer, region, String.join(" ", grapes)));
    }

    /// A pattern for `like` for each word; what a customer types means itself, wildcards included.
    static List<String> patterns(String words) {
        return Arrays.stream(GAPS.split(plain(words).strip()))
                .filter(word -> !word.isEmpty())
                .map(word ->
                        "%"
                                + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
                                + "%")
                .toList();
    }

    private static String plain(String text) {
        var apart = Normalizer.normalize(text, Normalizer.Form.NFD);
        return MARKS.matcher(apart).replaceAll("").toLowerCase(Locale.ROOT);
    }
}
