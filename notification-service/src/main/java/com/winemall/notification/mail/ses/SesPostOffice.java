package com.winemall.notification.mail.ses;

import com.winemall.notification.mail.Delivery;
import com.winemall.notification.mail.Letter;
import com.winemall.notification.mail.MailSettings;
import com.winemall.notification.mail.PostOffice;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sesv2.model.AccountSuspendedException;
import software.amazon.awssdk.services.sesv2.model.BadRequestException;
import software.amazon.awssdk.services.sesv2.model.Body;
import software.amazon.awssdk.services.sesv2.model.Content;
import software.amazon.awssdk.services.sesv2.model.Destination;
import software.amazon.awssdk.services.sesv2.model.EmailContent;
import software.amazon.awssdk.services.sesv2.model.MailFromDomainNotVerifiedException;
import software.amazon.awssdk.services.sesv2.model.Message;
import software.amazon.awssdk.services.sesv2.model.MessageHeader;
import software.amazon.awssdk.services.sesv2.model.MessageRejectedException;
import software.amazon.awssdk.services.sesv2.model.MessageTag;
import software.amazon.awssdk.services.sesv2.model.SendEmailRequest;
import software.amazon.awssdk.services.sesv2.model.SesV2Exception;

/// Amazon SES, version 2 of its interface.
@Component
class SesPostOffice implements PostOffice {

    /// Tells twins from two mails, should one ever go out twice.
    static final String MAIL_ID_HEADER = "X-WineMall-Mail-Id";

    private static final String UTF_8 = "UTF-8";
    private static final int REASON_LENGTH_MAX = 500;

    private final SesV2Client ses;
    private final SesSettings settings;
    private final String from;

    SesPostOffice(SesV2Client ses, SesSettings settings, MailSettings mails) {
        this.ses = ses;
        this.settings = settings;
        this.from = mails.from();
    }

    @Override
    public Delivery send(Letter letter) {
        var departure = new Departure();
        try {
            var answer = departure.watch(() -> ses.sendEmail(request(letter)));
            return new Delivery.Accepted(answer.messageId());
        } catch (SesV2Exception e) {
            return answered(e, letter);
        } catch (SdkException e) {
            // Either its answer did not come, or SES was not reached, or nobody knows who we are.
            return departure.hasBegun()
                    ? new Delivery.Doubtful(reason(e, letter))
                    : new Delivery.Postponed(reason(e, letter));
        }
    }

    /// Only what SES says about this mail ends it. What it says about the account, the moment or
    /// itself changes, and the mail waits until it does. Whatever it says but yes, it did not take
    /// the mail.
    private static Delivery answered(SesV2Exception e, Letter letter) {
        return switch (e) {
            case MessageRejectedException _,
                    AccountSuspendedException _,
                    MailFromDomainNotVerifiedException _,
                    BadRequestException _ ->
                    new Delivery.Refused(reason(e, letter));
            default -> new Delivery.Postponed(reason(e, letter));
        };
    }

    private SendEmailRequest request(Letter letter) {
        var mailId = letter.mail().toString();
        var body = Body.builder().text(utf8(letter.text())).html(utf8(letter.html())).build();
        var message =
                Message.builder()
                        .subject(utf8(letter.subject()))
                        .body(body)
                        .headers(headers(letter))
                        .build();
        return SendEmailRequest.builder()
                .fromEmailAddress(from)
                .destination(Destination.builder().toAddresses(letter.to()).build())
                .content(EmailContent.builder().simple(message).build())
                .emailTags(tag("mail-id", mailId), tag("kind", letter.kind().name()))
                .configurationSetName(settings.configurationSet())
                .build();
    }

    /// With RFC 8058's two, a mail program can offer to unsubscribe, and do it with one request.
    private static List<MessageHeader> headers(Letter letter) {
        var mailId = header(MAIL_ID_HEADER, letter.mail().toString());
        return letter.unsubscribe() == null
                ? List.of(mailId)
                : List.of(
                        mailId,
                        header("List-Unsubscribe", "<" + letter.unsubscribe() + ">"),
                        header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"));
    }

    private static MessageHeader header(String name, String value) {
        return MessageHeader.builder().name(name).value(value).build();
    }

    private static MessageTag tag(String name, String value) {
        return MessageTag.builder().name(name).value(value).build();
    }

    private static Content utf8(String text) {
        return Content.builder().data(text).charset(UTF_8).build();
    }

    /// SES repeats addresses in its messages; ours stay out of logs and records.
    private static String reason(SdkException e, Letter letter) {
        var said =
                e instanceof SesV2Exception answer && answer.awsErrorDetails() != null
                        ? answer.awsErrorDetails().errorCode()
                                + ": "
                                + answer.awsErrorDetails().errorMessage()
                        : e.getClass().getSimpleName() + ": " + e.getMessage();
        var discreet =
                Pattern.compile(Pattern.quote(letter.to()), Pattern.CASE_INSENSITIVE)
                        .matcher(said)
                        .replaceAll(Matcher.quoteReplacement("<recipient>"));
        return discreet.length() <= REASON_LENGTH_MAX
                ? discreet
                : discreet.substring(0, REASON_LENGTH_MAX);
    }
}
