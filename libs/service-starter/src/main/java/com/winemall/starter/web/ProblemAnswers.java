package com.winemall.starter.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import tools.jackson.databind.json.JsonMapper;

/// Makes RFC 9457 documents, and writes them where no controller advice reaches: in filters and in
/// the security chain.
public final class ProblemAnswers {

    /// How long a caller is asked to wait when something is down.
    public static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private static final URI NO_TYPE = URI.create("about:blank");

    private final JsonMapper json;

    public ProblemAnswers(JsonMapper json) {
        this.json = json;
    }

    public static ProblemDetail document(Problem problem, String detail, String path) {
        var document = ProblemDetail.forStatusAndDetail(problem.status(), detail);
        document.setType(NO_TYPE);
        document.setTitle(problem.title());
        document.setInstance(URI.create(withOneLeadingSlash(path)));
        document.setProperty("code", problem.name());
        return document;
    }

    /// Two of them would begin a host's name, which is not what was asked for, and may be none.
    private static String withOneLeadingSlash(String path) {
        return path.replaceFirst("^//+", "/");
    }

    public void write(
            HttpServletRequest request,
            HttpServletResponse response,
            Problem problem,
            String detail)
            throws IOException {
        response.setStatus(problem.status().value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        if (problem.status() == HttpStatus.SERVICE_UNAVAILABLE) {
            response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(RETRY_AFTER.toSeconds()));
        }
        json.writeValue(
                response.getOutputStream(), document(problem, detail, request.getRequestURI()));
    }
}
