package com.winemall.starter.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;

/// Refuses bodies larger than any honest request's, whether they say how long they are or not.
final class BodyLimit extends OncePerRequestFilter {

    private final long bytesMax;
    private final ProblemAnswers answers;

    BodyLimit(DataSize max, ProblemAnswers answers) {
        this.bytesMax = max.toBytes();
        this.answers = answers;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        long length = request.getContentLengthLong();
        if (length > bytesMax) {
            answers.write(request, response, CommonProblem.PAYLOAD_TOO_LARGE, detail());
        } else if (length >= 0) {
            chain.doFilter(request, response);
        } else {
            chain.doFilter(new Limited(request), response);
        }
    }

    private String detail() {
        return "At most " + bytesMax + " bytes are taken";
    }

    /// The body went on after the last byte that is taken.
    static final class Exceeded extends IOException {

        private static final long serialVersionUID = 1;

        private final String detail;

        Exceeded(String detail) {
            super(detail);
            this.detail = detail;
        }

        String detail() {
            return detail;
        }
    }

    /// A request whose body is counted while it is read.
    private final class Limited extends HttpServletRequestWrapper {

        Limited(HttpServletRequest request) {
            super(request);
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            var body = super.getInputStream();
            return new ServletInputStream() {

                private long taken;

                @Override
                public int read() throws IOException {
                    int next = body.read();
                    count(next < 0 ? 0 : 1);
                    return next;
                }

                @Override
                public int read(byte[] target, int offset, int length) throws IOException {
                    int count = body.read(target, offset, length);
                    count(Math.max(0, count));
                    return count;
                }

                @Override
                public boolean isFinished() {
                    return body.isFinished();
                }

                @Override
                public boolean isReady() {
                    return body.isReady();
                }

                @Override
                public void setReadListener(ReadListener listener) {
                    body.setReadListener(listener);
                }

                private void count(int bytes) throws Exceeded {
                    taken += bytes;
                    if (taken > bytesMax) {
                        throw new Exceeded(detail());
                    }
                }
            };
        }
    }
}
