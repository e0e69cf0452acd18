package com.winemall.local.client;

import java.net.URI;
import java.util.List;

/// What the mall has sent.
public final class Mailbox {

    private final MallClient http;

    public Mailbox(URI address) {
        this.http = new MallClient(address);
    }

    /// All mails, the newest first.
    public List<Mail> messages() {
        return http.get("/api/messages", null).expect(200).list().stream()
                .map(mail ->
                        new Mail(
                                mail.get("to").asString(),
                                mail.get("subject").asString(),
                                mail.get("text").asString()))
                .toList();
    }

    public void empty() {
        http.delete("/api/messages", null).expect(204);
    }

    public record Mail(String to, String subject, String text) {}
}
