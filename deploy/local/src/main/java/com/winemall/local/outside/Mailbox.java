package com.winemall.local.outside;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/// Everybody's mailbox: mails as JSON for programs, and a page to read them.
final class Mailbox {

    /// A mail's own words are the only strange thing on the page. Its HTML is shown in a frame
    /// without scripts and inherits this policy, which lets it have its own styles and pictures,
    /// and lets neither it nor the page load anything from elsewhere or run what is not ours.
    private static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
                    + " img-src 'self' data:; connect-src 'self'; frame-src 'self';"
                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final Mails mails;

    Mailbox(Mails mails) {
        this.mails = mails;
    }

    void addTo(Routes routes) {
        routes.on("GET", "/api/messages", this::list);
        routes.on("DELETE", "/api/messages", _ -> empty());
        routes.on("GET", "/api/messages/{id}", this::one);
        addFile(routes, "/", "index.html", "text/html; charset=utf-8");
        addFile(routes, "/mailbox.css", "mailbox.css", "text/css; charset=utf-8");
        addFile(routes, "/mailbox.js", "mailbox.js", "text/javascript; charset=utf-8");
    }

    /// All that match, newest first, or a part of them. How many match is in `X-Total-Count`.
    private Answer list(Request request) {
        // Clients forget to encode the + in an address; a space cannot be in one.
        var to = request.parameter("to").map(address -> address.replace(' ', '+')).orElse(null);
        var subject = request.parameter("subject").orElse(null);
        int offset = request.parameter("offset", 0, 0, Mails.MAILS_MAX);
        int limit = request.parameter("limit", Mails.MAILS_MAX, 1, Mails.MAILS_MAX);
        var found = mails.find(to, subject);
        var wanted = found.stream().skip(offset).limit(limit).toList();
        return Answer.streamedJson(out -> write(wanted, out))
                .with("X-Total-Count", Integer.toString(found.size()));
    }

    private void write(List<Journal.Entry<Mails.Head>> entries, OutputStream out)
            throws IOException {
        out.write('[');
        boolean first = true;
        for (var entry : entries) {
            var mail = mails.read(entry);
            if (mail.isPresent()) {
                out.write((first ? "\n" : ",\n").getBytes(US_ASCII));
                out.write(mail.get());
                first = false;
            }
        }
        out.write("\n]\n".getBytes(US_ASCII));
    }

    private Answer one(Request request) {
        return request.uuid()
                .flatMap(mails::find)
                .flatMap(mails::read)
                .map(mail -> Answer.bytes(200, "application/json", mail))
                .orElseGet(() -> Problem.NOT_FOUND.answer("There is no such mail (any more)"));
    }

    private Answer empty() {
        mails.clear();
        return Answer.nothing();
    }

    private static void addFile(Routes routes, String path, String name, String type) {
        var answer =
                Answer.bytes(200, type, file(name))
                        .with("Content-Security-Policy", CONTENT_SECURITY_POLICY)
                        .with("Referrer-Policy", "no-referrer");
        routes.on("GET", path, _ -> answer);
    }

    private static byte[] file(String name) {
        try (var in = Mailbox.class.getResourceAsStream("/mailbox/" + name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
