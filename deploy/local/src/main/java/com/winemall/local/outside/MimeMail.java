package com.winemall.local.outside;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Locale.ROOT;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Reads a mail as it travels (RFC 5322, MIME). It takes what it can and throws nothing: what is
/// broken is shown as it is, for that is what somebody reading mails here wants to see.
///
/// Text is handled as ISO 8859-1, in which every byte is a character and stays what it was, until
/// the charset of a part is known.
final class MimeMail {

    private static final int DEPTH_MAX = 10;
    private static final Pattern FOLD = Pattern.compile("\r?\n(?=[ \t])");
    private static final Pattern HEAD_END = Pattern.compile("^\r?\n|\r?\n\r?\n");
    private static final Pattern PARAMETER =
            Pattern.compile(";\\s*([^=;\\s]+)\\s*=\\s*(?:\"([^\"]*)\"|([^;\\s]*))");
    private static final Pattern ENCODED_WORD =
            Pattern.compile("=\\?([^?*\\s]+)(?:\\*[^?]*)?\\?([bBqQ])\\?([^?\\s]*)\\?=");
    private static final Pattern BETWEEN_ENCODED_WORDS = Pattern.compile("(?<=\\?=)\\s+(?==\\?)");

    /// What the reader below it does not want to see again, since the mail's fields say it.
    private static final List<String> ENVELOPE_AND_FORM =
            List.of(
                    "from",
                    "to",
                    "cc",
                    "bcc",
                    "subject",
                    "mime-version",
                    "content-type",
                    "content-transfer-encoding");

    private String text = "";
    private String html = "";

    private MimeMail() {}

    static Letter read(byte[] raw) {
        var whole = Part.of(new String(raw, ISO_8859_1));
        var mail = new MimeMail();
        mail.collect(whole, DEPTH_MAX);
        var recipients =
                Stream.of("to", "cc", "bcc")
                        .map(whole::header)
                        .flatMap(header -> Addresses.split(header).stream())
                        .toList();
        Map<String, String> others = new LinkedHashMap<>();
        whole.headers.forEach((name, value) -> {
            if (!ENVELOPE_AND_FORM.contains(name.toLowerCase(ROOT))) {
                others.put(name, decodedWords(value));
            }
        });
        return new Letter(
                Addresses.withoutName(whole.header("from")),
                recipients,
                decodedWords(whole.header("subject")),
                mail.text,
                mail.html,
                others);
    }

    /// The first text and the first HTML are the mail's; other parts are attachments.
    private void collect(Part part, int depthLeft) {
        if (part.header("content-disposition").toLowerCase(ROOT).startsWith("attachment")) {
            return;
        }
        var type = part.type();
        if (type.startsWith("multipart/") && depthLeft > 0) {
            part.parts().forEach(inner -> collect(inner, depthLeft - 1));
        } else if (type.equals("text/html") && html.isEmpty()) {
            html = part.content();
        } else if (type.equals("text/plain") && text.isEmpty()) {
            text = part.content();
        }
    }

    private static String decodedWords(String header) {
        if (!header.contains("=?")) {
            return new String(header.getBytes(ISO_8859_1), UTF_8);
        }
        var joined = BETWEEN_ENCODED_WORDS.matcher(header).replaceAll("");
        return ENCODED_WORD
                .matcher(joined)
                .replaceAll(word ->
                        Matcher.quoteReplacement(
                                decodedWord(word.group(1), word.group(2), word.group(3))));
    }

    private static String decodedWord(String charset, String encoding, String word) {
        var bytes =
                encoding.equalsIgnoreCase("B")
                        ? fromBase64(word)
                        : fromQuotedPrintable(word.replace('_', ' '));
        return new String(bytes, charset(charset));
    }

    private static byte[] fromBase64(String encoded) {
        try {
            return Base64.getMimeDecoder().decode(encoded);
        } catch (IllegalArgumentException _) {
            return encoded.getBytes(ISO_8859_1);
        }
    }

    private static byte[] fromQuotedPrintable(String encoded) {
        var bytes = new ByteArrayOutputStream(encoded.length());
        for (int i = 0; i < encoded.length(); i++) {
            char c = encoded.charAt(i);
            if (c != '=') {
                bytes.write(c);
            } else if (encoded.startsWith("\r\n", i + 1)) {
                i += 2;
            } else if (encoded.startsWith("\n", i + 1)) {
                i += 1;
            } else if (isHex(encoded, i + 1) && isHex(encoded, i + 2)) {
                bytes.write(Integer.parseInt(encoded, i + 1, i + 3, 16));
                i += 2;
            } else {
                bytes.write(c);
            }
        }
        return bytes.toByteArray();
    }

    private static boolean isHex(String text, int at) {
        return at < text.length() && Character.digit(text.charAt(at), 16) >= 0;
    }

    private static Charset charset(String name) {
        try {
            return name.isEmpty() ? UTF_8 : Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException _) {
            return UTF_8;
        }
    }

    /// A mail, or a part of one.
    ///
    /// @param headers the first of each name
    private record Part(Map<String, String> headers, String body) {

        static Part of(String source) {
            var end = HEAD_END.matcher(source);
            boolean hasBody = end.find();
            var head = hasBody ? source.substring(0, end.start()) : source;
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            var unfolded = FOLD.matcher(head).replaceAll("");
            unfolded.lines()
                    .map(line -> line.split(":", 2))
                    .filter(field -> field.length == 2)
                    .forEach(field -> headers.putIfAbsent(field[0].strip(), field[1].strip()));
            return new Part(headers, hasBody ? source.substring(end.end()) : "");
        }

        String header(String name) {
            return headers.getOrDefault(name, "");
        }

        String type() {
            var type = header("content-type");
            var bare = type.split(";", 2)[0].strip().toLowerCase(ROOT);
            return bare.isEmpty() ? "text/plain" : bare;
        }

        String parameter(String name) {
            var match = PARAMETER.matcher(header("content-type"));
            while (match.find()) {
                if (match.group(1).equalsIgnoreCase(name)) {
                    return match.group(2) != null ? match.group(2) : match.group(3);
                }
            }
            return "";
        }

        String content() {
            var bytes =
                    switch (header("content-transfer-encoding").toLowerCase(ROOT)) {
                        case "base64" -> fromBase64(body);
                        case "quoted-printable" -> fromQuotedPrintable(body);
                        default -> body.getBytes(ISO_8859_1);
                    };
            return new String(bytes, charset(parameter("charset")));
        }

        /// The line's end before a boundary belongs to the boundary.
        List<Part> parts() {
            var boundary = parameter("boundary");
            if (boundary.isEmpty()) {
                return List.of();
            }
            var delimiter =
                    Pattern.compile(
                            "(?:^|\r?\n)--" + Pattern.quote(boundary) + "(--)?[ \t]*(?:\r?\n|\\z)");
            List<Part> parts = new ArrayList<>();
            var match = delimiter.matcher(body);
            int from = -1;
            while (match.find()) {
                if (from >= 0) {
                    parts.add(of(body.substring(from, match.start())));
                }
                from = match.end();
                if (match.group(1) != null) {
                    return parts;
                }
            }
            if (from >= 0) {
                parts.add(of(body.substring(from)));
            }
            return parts;
        }
    }
}
