package com.winemall.notification.bounce.web;

import com.winemall.notification.bounce.Announcement.Doubt;
import com.winemall.notification.bounce.HearAnnouncementHandler;
import com.winemall.notification.bounce.HearAnnouncementHandler.Outcome;
import com.winemall.starter.web.CommonProblem;
import com.winemall.starter.web.Refused;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Where SNS delivers what SES says of our mails. Open to all, for what counts is who signed it.
@RestController
class SesNotificationController {

    private final HearAnnouncementHandler handler;

    SesNotificationController(HearAnnouncementHandler handler) {
        this.handler = handler;
    }

    /// SNS calls its JSON plain text.
    @PostMapping(path = "/api/ses/notifications", consumes = MediaType.ALL_VALUE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void hear(@RequestBody byte[] words) {
        switch (handler.handle(words)) {
            case Outcome.Heard _ -> {}
            case Outcome.HeardBefore _ ->
                    throw new Refused(
                            BounceProblem.ALREADY_RECEIVED, "It is of no effect a second time");
            case Outcome.Refused(var doubt) -> throw refusal(doubt);
        }
    }

    private static Refused refusal(Doubt doubt) {
        return switch (doubt) {
            case MALFORMED ->
                    new Refused(CommonProblem.INVALID_REQUEST, "This is no message of Amazon SNS");
            case UNKNOWN_TOPIC ->
                    new Refused(BounceProblem.UNKNOWN_TOPIC, "Its topic is not one of ours");
            case BAD_SIGNATURE ->
                    new Refused(BounceProblem.BAD_SIGNATURE, "The signature does not fit");
            case NOT_OF_NOW ->
                    new Refused(BounceProblem.SIGNATURE_EXPIRED, "It is not of this hour");
            case UNVERIFIABLE ->
                    new Refused(
                            CommonProblem.SERVICE_UNAVAILABLE, "SNS cannot be asked at the moment");
        };
    }
}
