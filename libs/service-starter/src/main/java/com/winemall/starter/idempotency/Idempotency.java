package com.winemall.starter.idempotency;

import com.winemall.starter.web.Caller;
import com.winemall.starter.web.CommonProblem;
import com.winemall.starter.web.InvalidField;
import com.winemall.starter.web.Refused;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.json.JsonMapper;

/// Honours the header `Idempotency-Key` of requests that create.
public class Idempotency {

    private static final String ANYBODY = "anybody";

    private final StoredAnswers answers;
    private final TransactionOperations transaction;
    private final JsonMapper json;

    Idempotency(StoredAnswers answers, TransactionOperations transaction, JsonMapper json) {
        this.answers = answers;
        this.transaction = transaction;
        this.json = json;
    }

    /// Runs the creation once for its key, storing its answer in the same transaction. Without a
    /// key it is simply run.
    ///
    /// @param caller absent where no token is needed
    /// @param body the request's body, as parsed: its meaning counts, not its white space
    /// @param creation runs in a transaction; a refusal it throws is not stored
    public ResponseEntity<?> once(
            @Nullable Caller caller,
            HttpServletRequest request,
            Object body,
            Supplier<ResponseEntity<?>> creation) {
        var key = keyOf(caller, request);
        if (key == null) {
            return transaction.execute(_ -> creation.get());
        }
        var fingerprint = fingerprint(request, body);
        return transaction.execute(_ -> answerOnce(key, fingerprint, creation));
    }

    /// The request's key.
    ///
    /// @return null if it has none
    /// @throws Refused if it is longer than a key may be
    public @Nullable IdempotencyKey keyOf(@Nullable Caller caller, HttpServletRequest request) {
        var value = request.getHeader(IdempotencyKey.HEADER);
        if (value == null) {
            return null;
        }
        if (value.isBlank() || value.length() > IdempotencyKey.LENGTH_MAX) {
            throw new Refused(
                    CommonProblem.INVALID_REQUEST,
                    "See errors for what is wrong with it",
                    Map.of(
                            "errors",
                            List.of(
                                    new InvalidField(
                                            IdempotencyKey.HEADER,
                                            "must have 1 to 255 characters"))));
        }
        return new IdempotencyKey(caller == null ? ANYBODY : caller.id().toString(), value);
    }

    /// What makes this request the same as another one with its key.
    public byte[] fingerprint(HttpServletRequest request, Object body) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            var target = request.getMethod() + " " + request.getRequestURI() + "\n";
            digest.update(target.getBytes(StandardCharsets.UTF_8));
            return digest.digest(json.writeValueAsBytes(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /// The answer the first request got.
    ///
    /// @throws Refused if this request is another one with the same key
    public ResponseEntity<?> replay(StoredAnswer stored, byte[] fingerprint) {
        if (!stored.isFor(fingerprint)) {
            throw new Refused(
                    CommonProblem.IDEMPOTENCY_KEY_REUSED, "Send a new key with a new request");
        }
        var answer = ResponseEntity.status(stored.status()).contentType(MediaType.APPLICATION_JSON);
        if (stored.location() != null) {
            answer.location(URI.create(stored.location()));
        }
        return answer.body(stored.body());
    }

    /// The answer to store for a key.
    public StoredAnswer stored(IdempotencyKey key, byte[] fingerprint, ResponseEntity<?> answer) {
        return new StoredAnswer(
                key,
                fingerprint,
                answer.getStatusCode().value(),
                Objects.toString(answer.getHeaders().getLocation(), null),
                json.writeValueAsString(answer.getBody()));
    }

    private ResponseEntity<?> answerOnce(
            IdempotencyKey key, byte[] fingerprint, Supplier<ResponseEntity<?>> creation) {
        if (!answers.tryLock(key)) {
            throw inProgress();
        }
        var earlier = answers.find(key);
        if (earlier.isPresent()) {
            return replay(earlier.get(), fingerprint);
        }
        var answer = creation.get();
        answers.addNew(List.of(stored(key, fingerprint, answer)));
        return answer;
    }

    /// The first request with this key has not been answered yet.
    public static Refused inProgress() {
        return new Refused(
                CommonProblem.REQUEST_IN_PROGRESS, "Ask again when the first one is answered");
    }
}
