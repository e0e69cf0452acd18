package com.winemall.coupon.claim.web;

import com.winemall.starter.idempotency.Idempotency;
import com.winemall.starter.idempotency.IdempotencyKey;
import com.winemall.starter.idempotency.StoredAnswers;
import com.winemall.starter.web.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/// Honours `Idempotency-Key` for claims. A claim made again changes nothing anyway, so its answer
/// is stored after it and not with it: no connection is kept while a claim waits for its commit,
/// and an answer lost in between is told again as that of a claim made before.
@Component
class RepeatedClaims {

    private static final String NO_BODY = "";

    private final Idempotency idempotency;
    private final StoredAnswers answers;
    private final TransactionOperations transaction;

    RepeatedClaims(
            Idempotency idempotency, StoredAnswers answers, TransactionOperations transaction) {
        this.idempotency = idempotency;
        this.answers = answers;
        this.transaction = transaction;
    }

    ResponseEntity<?> once(
            Caller caller,
            HttpServletRequest request,
            Supplier<ResponseEntity<ClaimAnswer>> claim) {
        var key = idempotency.keyOf(caller, request);
        if (key == null) {
            return claim.get();
        }
        var fingerprint = idempotency.fingerprint(request, NO_BODY);
        var earlier = answers.find(key);
        return earlier.isPresent()
                ? idempotency.replay(earlier.get(), fingerprint)
                : remembered(key, fingerprint, claim.get());
    }

    private ResponseEntity<ClaimAnswer> remembered(
            IdempotencyKey key, byte[] fingerprint, ResponseEntity<ClaimAnswer> answer) {
        var stored = idempotency.stored(key, fingerprint, answer);
        transaction.executeWithoutResult(_ -> answers.addNew(List.of(stored)));
        return answer;
    }
}
