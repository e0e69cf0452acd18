package com.winemall.contracts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The `///` comment of a type, read from its source: what is said there is said only there.
///
/// @param text in Markdown, as one paragraph
/// @param params by the name of the component they are about
record DocComment(String text, Map<String, String> params) {

    private static final Path SOURCES = Path.of("src/main/java");
    private static final Pattern PARAM = Pattern.compile("@param (\\w+) (.*)");

    /// @throws IllegalStateException if the type has none
    static DocComment of(Class<?> type) {
        var blocks = comment(type).split(" (?=@param )", -1);
        Map<String, String> params = new LinkedHashMap<>();
        for (int i = 1; i < blocks.length; i++) {
            var param = PARAM.matcher(blocks[i]);
            if (!param.matches()) {
                throw new IllegalStateException(type + " has an odd " + blocks[i]);
            }
            params.put(param.group(1), param.group(2));
        }
        return new DocComment(blocks[0], params);
    }

    private static String comment(Class<?> type) {
        var source = SOURCES.resolve(type.getName().replace('.', '/') + ".java");
        try (var lines = Files.lines(source)) {
            var comment =
                    lines.takeWhile(line -> !line.startsWith("public "))
                            .filter(line -> line.startsWith("///"))
                            .map(line -> line.substring("///".length()).strip())
                            .filter(line -> !line.isEmpty())
                            .collect(Collectors.joining(" "));
            if (comment.isEmpty()) {
                throw new IllegalStateException(type + " says nothing about itself");
            }
            return comment;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
