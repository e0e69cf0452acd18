package com.winemall.starter.web;

import java.util.LinkedHashMap;
import java.util.Map;

/// Ends a request with a problem answer. Thrown where HTTP is spoken, never by the domain, which
/// answers with values.
public class Refused extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Problem problem;
    private final String detail;
    private final transient Map<String, Object> members;

    /// @param detail what is special about this refusal, in words for the caller
    public Refused(Problem problem, String detail) {
        this(problem, detail, Map.of());
    }

    /// @param members further members of the problem document
    public Refused(Problem problem, String detail, Map<String, Object> members) {
        super(detail);
        this.problem = problem;
        this.detail = detail;
        this.members = new LinkedHashMap<>(members);
    }

    public Problem problem() {
        return problem;
    }

    public String detail() {
        return detail;
    }

    public Map<String, Object> members() {
        return members;
    }
}
