package com.winemall.notification.restock.web;

import com.winemall.notification.mail.Language;
import com.winemall.notification.mail.UnsubscribeLinks;
import com.winemall.notification.mail.UnsubscribeLinks.Ended;
import com.winemall.notification.restock.ChangeSubscriptionHandler;
import com.winemall.notification.restock.RestockSubscriptions;
import com.winemall.starter.web.Refused;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Where the links in restock mails lead: followed by people (GET), and by mail programs on their
/// behalf (POST, RFC 8058). Nobody is logged in; the link itself says who it is about.
@RestController
@RequestMapping("/api/restock-subscriptions/unsubscribe")
class UnsubscribeController {

    private static final MediaType HTML = new MediaType("text", "html", StandardCharsets.UTF_8);

    /// The page brings its own style and nothing else.
    private static final String NOTHING_BUT_STYLE = "default-src 'none'; style-src 'unsafe-inline'";

    private final UnsubscribeLinks links;
    private final ChangeSubscriptionHandler handler;
    private final RestockSubscriptions subscriptions;
    private final UnsubscribePages pages = new UnsubscribePages();

    UnsubscribeController(
            UnsubscribeLinks links,
            ChangeSubscriptionHandler handler,
            RestockSubscriptions subscriptions) {
        this.links = links;
        this.handler = handler;
        this.subscriptions = subscriptions;
    }

    @GetMapping
    ResponseEntity<String> follow(@RequestParam(required = false) @Nullable String token) {
        return end(token);
    }

    @PostMapping
    ResponseEntity<String> click(@RequestParam(required = false) @Nullable String token) {
        return end(token);
    }

    /// Asked by programs that look where a link leads, before anybody has clicked on it.
    @RequestMapping(method = RequestMethod.HEAD)
    ResponseEntity<Void> look(@RequestParam(required = false) @Nullable String token) {
        ended(token);
        return ResponseEntity.ok().contentType(HTML).build();
    }

    private ResponseEntity<String> end(@Nullable String token) {
        var ended = ended(token);
        boolean changed = handler.optOut(ended.customer(), ended.product());
        var language = subscriptions.languageOf(ended.customer()).orElse(Language.KO);
        return ResponseEntity.ok()
                .contentType(HTML)
                .header("Content-Security-Policy", NOTHING_BUT_STYLE)
                .body(pages.of(language, changed));
    }

    private Ended ended(@Nullable String token) {
        return links.read(token)
                .orElseThrow(() ->
                        new Refused(
                                RestockProblem.INVALID_LINK,
                                "Use the whole link, as it is in the mail"));
    }
}
