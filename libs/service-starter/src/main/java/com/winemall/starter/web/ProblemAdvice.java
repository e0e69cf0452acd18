package com.winemall.starter.web;

import com.winemall.starter.commit.GroupCommit;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.ConstraintViolationException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.validation.FieldError;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.JacksonException;

/// Turns whatever ends a request into a problem answer with a code. What went wrong inside is
/// logged here and told to nobody.
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

    /// What PostgreSQL says to U+0000, the one character it does not keep.
    private static final String NO_SUCH_CHARACTER = "22021";

    private static final String WRONG_KIND = "has a value of a wrong kind";

    @ExceptionHandler
    ResponseEntity<Object> refused(Refused refused, HttpServletRequest request) {
        var document = document(refused.problem(), refused.detail(), request);
        refused.members().forEach(document::setProperty);
        return answer(document);
    }

    @ExceptionHandler
    ResponseEntity<Object> invalid(ConstraintViolationException e, HttpServletRequest request) {
        var fields =
                e.getConstraintViolations().stream()
                        .map(violation ->
                                new InvalidField(
                                        violation.getPropertyPath().toString(),
                                        violation.getMessage()))
                        .toList();
        return invalid(fields, request);
    }

    @ExceptionHandler({
        DataAccessResourceFailureException.class,
        TransientDataAccessException.class,
        QueryTimeoutException.class,
        CannotCreateTransactionException.class,
        TransactionSystemException.class,
        GroupCommit.Overloaded.class
    })
    ResponseEntity<Object> unavailable(RuntimeException e, HttpServletRequest request) {
        log.warn("a request cannot be served now", e);
        return answer(
                document(
                        CommonProblem.SERVICE_UNAVAILABLE,
                        "Please try again in a moment",
                        request));
    }

    @ExceptionHandler
    ResponseEntity<Object> undecodable(InvalidParameterException e, HttpServletRequest request) {
        return invalid(List.of(new InvalidField("query", "cannot be decoded")), request);
    }

    @ExceptionHandler
    ResponseEntity<Object> unexpected(Exception e, HttpServletRequest request) {
        if (NestedExceptionUtils.getMostSpecificCause(e) instanceof SQLException refusal
                && NO_SUCH_CHARACTER.equals(refusal.getSQLState())) {
            return invalid(
                    List.of(new InvalidField("request", "has a character no text has")), request);
        }
        log.error("a request failed", e);
        return answer(
                document(CommonProblem.INTERNAL_ERROR, "The failure has been recorded", request));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException e,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        var fields =
                e.getBindingResult().getAllErrors().stream()
                        .map(error ->
                                new InvalidField(
                                        error instanceof FieldError field
                                                ? field.getField()
                                                : error.getObjectName(),
                                        message(error)))
                        .toList();
        return invalid(fields, servlet(request));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHandlerMethodValidationException(
            HandlerMethodValidationException e,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        List<InvalidField> fields = new ArrayList<>();
        for (var result : e.getParameterValidationResults()) {
            var parameter =
                    Objects.requireNonNullElse(
                            result.getMethodParameter().getParameterName(), "parameter");
            for (var error : result.getResolvableErrors()) {
                fields.add(
                        new InvalidField(
                                error instanceof FieldError field ? field.getField() : parameter,
                                message(error)));
            }
        }
        return invalid(fields, servlet(request));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException e,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        if (e.getRootCause() instanceof BodyLimit.Exceeded exceeded) {
            return answer(
                    document(CommonProblem.PAYLOAD_TOO_LARGE, exceeded.detail(), servlet(request)));
        }
        List<InvalidField> fields =
                e.getCause() instanceof JacksonException mismatch && !mismatch.getPath().isEmpty()
                        ? List.of(new InvalidField(path(mismatch), WRONG_KIND))
                        : List.of(new InvalidField("body", "is not the JSON expected here"));
        return invalid(fields, servlet(request));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException e,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        var name = Objects.requireNonNullElse(e.getPropertyName(), "parameter");
        return invalid(List.of(new InvalidField(name, WRONG_KIND)), servlet(request));
    }

    /// Everything Spring itself refuses ends here, with Spring's status and our code for it.
    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception e,
            @Nullable Object body,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        var problem = problemFor(status);
        if (status.is5xxServerError()) {
            log.error("a request failed", e);
        }
        var document = document(problem, problem.title(), servlet(request));
        var answer = answer(document);
        var merged = new HttpHeaders(headers);
        merged.putAll(answer.getHeaders());
        return new ResponseEntity<>(document, merged, problem.status());
    }

    private static Problem problemFor(HttpStatusCode status) {
        return switch (status.value()) {
            case 401 -> CommonProblem.UNAUTHENTICATED;
            case 403 -> CommonProblem.FORBIDDEN;
            case 404 -> CommonProblem.NOT_FOUND;
            case 405 -> CommonProblem.METHOD_NOT_ALLOWED;
            case 406 -> CommonProblem.NOT_ACCEPTABLE;
            case 413 -> CommonProblem.PAYLOAD_TOO_LARGE;
            case 415 -> CommonProblem.UNSUPPORTED_MEDIA_TYPE;
            case 503 -> CommonProblem.SERVICE_UNAVAILABLE;
            default ->
                    status.is4xxClientError()
                            ? CommonProblem.INVALID_REQUEST
                            : CommonProblem.INTERNAL_ERROR;
        };
    }

    private static ResponseEntity<Object> invalid(
            List<InvalidField> fields, HttpServletRequest request) {
        var document =
                document(
                        CommonProblem.INVALID_REQUEST,
                        "See errors for what is wrong with it",
                        request);
        document.setProperty("errors", fields);
        return answer(document);
    }

    private static ProblemDetail document(
            Problem problem, String detail, HttpServletRequest request) {
        return ProblemAnswers.document(problem, detail, request.getRequestURI());
    }

    private static ResponseEntity<Object> answer(ProblemDetail document) {
        var answer =
                ResponseEntity.status(document.getStatus())
                        .contentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (document.getStatus() == HttpStatus.SERVICE_UNAVAILABLE.value()) {
            answer.header(
                    HttpHeaders.RETRY_AFTER, Long.toString(ProblemAnswers.RETRY_AFTER.toSeconds()));
        }
        return answer.body(document);
    }

    private static String message(MessageSourceResolvable error) {
        if (error instanceof FieldError field && field.isBindingFailure()) {
            // Its own message names our classes.
            return WRONG_KIND;
        }
        return Objects.requireNonNullElse(error.getDefaultMessage(), "is not valid");
    }

    private static String path(JacksonException mismatch) {
        var path = new StringBuilder();
        for (JacksonException.Reference step : mismatch.getPath()) {
            if (step.getPropertyName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        return path.toString();
    }

    private static HttpServletRequest servlet(WebRequest request) {
        return ((ServletWebRequest) request).getRequest();
    }
}
