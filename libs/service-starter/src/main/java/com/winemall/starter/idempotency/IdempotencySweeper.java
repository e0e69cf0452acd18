package com.winemall.starter.idempotency;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/// Forgets stored answers that are older than promised.
class IdempotencySweeper {

    private static final Logger log = LoggerFactory.getLogger(IdempotencySweeper.class);

    private final StoredAnswers answers;
    private final IdempotencyProperties properties;

    IdempotencySweeper(StoredAnswers answers, IdempotencyProperties properties) {
        this.answers = answers;
        this.properties = properties;
    }

    @Scheduled(fixedDelayString = "10m", initialDelayString = "1m")
    void sweep() {
        while (answers.forget(properties.keptFor(), properties.forgetBatchMax())
                == properties.forgetBatchMax()) {
            log.debug("more old answers are left");
        }
    }
}
