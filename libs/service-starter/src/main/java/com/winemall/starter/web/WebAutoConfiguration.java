package com.winemall.starter.web;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.util.unit.DataSize;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/// Problem answers, the body limit, and controllers' [Caller].
@AutoConfiguration(before = ErrorMvcAutoConfiguration.class)
@EnableConfigurationProperties(WebAutoConfiguration.WebProperties.class)
@Import({ProblemAdvice.class, ProblemErrorController.class})
public class WebAutoConfiguration {

    static {
        // The caller comes with the token, and is no parameter of a request.
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Caller.class);
    }

    @Bean
    JsonMapperBuilderCustomizer strictTexts() {
        return new StrictTexts();
    }

    @Bean
    ProblemAnswers problemAnswers(JsonMapper json) {
        return new ProblemAnswers(json);
    }

    @Bean
    FilterRegistrationBean<BodyLimit> bodyLimit(WebProperties properties, ProblemAnswers answers) {
        var registration =
                new FilterRegistrationBean<>(new BodyLimit(properties.bodyMax(), answers));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 10);
        return registration;
    }

    @Bean
    Drain drain(WebProperties properties) {
        return new Drain(properties.drain());
    }

    @Bean
    FilterRegistrationBean<Filter> farewells(Drain drain) {
        var registration =
                new FilterRegistrationBean<Filter>((request, response, chain) -> {
                    drain.sayFarewell((HttpServletResponse) response);
                    chain.doFilter(request, response);
                });
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }

    @Bean
    WebMvcConfigurer callers() {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new CallerArgumentResolver());
            }
        };
    }

    /// @param bodyMax bytes of a request's body taken at most
    /// @param drain how long requests are served after this process was asked to end: longer than
    ///   it takes to be noticed, and shorter than `spring.lifecycle.timeout-per-shutdown-phase`
    @ConfigurationProperties("winemall.web")
    record WebProperties(
            @DefaultValue("256KB") DataSize bodyMax, @DefaultValue("0s") Duration drain) {}
}
