package com.winemall.notification.mail.template;

import com.samskivert.mustache.Template;
import com.winemall.notification.mail.ClaimedMail;
import com.winemall.notification.mail.Language;
import com.winemall.notification.mail.Letter;
import com.winemall.notification.mail.LetterWriter;
import com.winemall.notification.mail.MailFacts;
import com.winemall.notification.mail.MailSettings;
import com.winemall.notification.mail.UnsubscribeLinks;
import java.io.StringWriter;
import java.net.URI;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Writes letters from Mustache templates, which know the components of their [MailFacts] by name,
/// and besides them `addressee`, `shop` and `unsubscribe`.
@Component
class MustacheLetterWriter implements LetterWriter {

    /// A subject is one line, whatever a wine is called.
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");

    private final Map<Language, Templates> templates = new EnumMap<>(Language.class);
    private final URI shop;
    private final UnsubscribeLinks links;

    MustacheLetterWriter(MailSettings settings, UnsubscribeLinks links) {
        for (var language : Language.values()) {
            templates.put(language, new Templates(language, settings.zone()));
        }
        this.shop = settings.shop();
        this.links = links;
    }

    @Override
    public Letter write(ClaimedMail mail) {
        var recipient = mail.recipient();
        var words = Objects.requireNonNull(templates.get(recipient.language())).of(mail.kind());
        var unsubscribe = unsubscribe(mail);
        var circumstances = new Circumstances(recipient.name(), shop, unsubscribe);
        var subject = filledIn(words.subject(), mail.facts(), circumstances);
        return new Letter(
                mail.id(),
                mail.kind(),
                recipient.address(),
                CONTROL.matcher(subject).replaceAll(" ").strip(),
                filledIn(words.text(), mail.facts(), circumstances),
                filledIn(words.html(), mail.facts(), circumstances),
                unsubscribe);
    }

    /// Mails about somebody's own order cannot be ended: they are part of it.
    private @Nullable URI unsubscribe(ClaimedMail mail) {
        return mail.facts() instanceof MailFacts.Restock restock && mail.customer() != null
                ? links.to(mail.customer(), restock.productId())
                : null;
    }

    private static String filledIn(
            Template template, MailFacts facts, Circumstances circumstances) {
        var letter = new StringWriter();
        template.execute(facts, circumstances, letter);
        return letter.toString();
    }

    /// What every template may use.
    private record Circumstances(@Nullable String addressee, URI shop, @Nullable URI unsubscribe) {}
}
