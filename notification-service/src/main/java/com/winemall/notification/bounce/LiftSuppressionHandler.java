package com.winemall.notification.bounce;

import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Lets mails go to an address again, because an operator says that it is all right. What was held
/// back until then stays so; an operator may send it again.
@Component
@Transactional
public class LiftSuppressionHandler {

    private static final Logger log = LoggerFactory.getLogger(LiftSuppressionHandler.class);

    private final Suppressions suppressions;

    LiftSuppressionHandler(Suppressions suppressions) {
        this.suppressions = suppressions;
    }

    public Outcome handle(UUID id, String by, String reason) {
        boolean lifted = suppressions.lift(id, by, reason);
        var suppression = suppressions.find(id);
        if (suppression.isEmpty()) {
            return new Outcome.Unknown();
        }
        if (!lifted) {
            return new Outcome.LiftedBefore();
        }
        log.atInfo().addKeyValue("suppression", id).log("a suppression is lifted");
        return new Outcome.Lifted(suppression.get());
    }

    /// What came of the request.
    public sealed interface Outcome {

        record Lifted(Suppression suppression) implements Outcome {}

        record LiftedBefore() implements Outcome {}

        record Unknown() implements Outcome {}
    }
}
