package com.winemall.gateway.problems;

/// RFC 9457, with the code clients switch on.
record ProblemDocument(
        String type, String title, int status, String detail, String instance, String code) {

    private static final String NO_TYPE = "about:blank";

    static ProblemDocument of(Problem problem, String detail, String path) {
        return new ProblemDocument(
                NO_TYPE, problem.title(), problem.status().value(), detail, path, problem.name());
    }
}
