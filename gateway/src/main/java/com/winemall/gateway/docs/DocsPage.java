package com.winemall.gateway.docs;

import com.winemall.gateway.routes.Service;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.MediaTypeFactory;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ResponseStatusException;
import org.webjars.WebJarVersionLocator;
import reactor.core.publisher.Mono;

/// Swagger UI over the services' OpenAPI documents, with all it needs: nothing is loaded from
/// elsewhere, and no script but ours runs.
@Configuration(proxyBeanMethods = false)
class DocsPage {

    private static final String PAGE = "/docs/";
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline';"
                    + " img-src 'self' data:; connect-src 'self'; base-uri 'none';"
                    + " form-action 'none'; frame-ancestors 'none'";
    private static final List<String> OURS = List.of("docs.js", "docs.css");
    private static final List<String> SWAGGERS =
            List.of(
                    "swagger-ui.css",
                    "swagger-ui-bundle.js",
                    "swagger-ui-standalone-preset.js",
                    "favicon-16x16.png",
                    "favicon-32x32.png");
    private static final CacheControl FOR_AN_HOUR = CacheControl.maxAge(Duration.ofHours(1));

    @Bean
    RouterFunction<ServerResponse> docs() {
        var documents = Stream.of(Service.values()).map(Document::of).toList();
        var assets = assets();
        return RouterFunctions.route()
                .GET("/docs", _ -> ServerResponse.temporaryRedirect(URI.create(PAGE)).build())
                .GET(
                        PAGE,
                        _ ->
                                ServerResponse.ok()
                                        .contentType(MediaType.TEXT_HTML)
                                        .header("Content-Security-Policy", POLICY)
                                        .cacheControl(CacheControl.noCache())
                                        .bodyValue(new ClassPathResource("docs/index.html")))
                .GET(PAGE + "services.json", _ -> ServerResponse.ok().bodyValue(documents))
                .GET(PAGE + "{asset}", request -> asset(assets.get(request.path())))
                .build();
    }

    private static Mono<ServerResponse> asset(@Nullable Resource asset) {
        if (asset == null) {
            return Mono.error(new ResponseStatusException(HttpStatus.NOT_FOUND));
        }
        return ServerResponse.ok()
                .contentType(MediaTypeFactory.getMediaType(asset).orElse(MediaType.TEXT_PLAIN))
                .cacheControl(FOR_AN_HOUR)
                .bodyValue(asset);
    }

    private static Map<String, Resource> assets() {
        var version = new WebJarVersionLocator().version("swagger-ui");
        var swaggers = "META-INF/resources/webjars/swagger-ui/" + version + "/";
        Map<String, Resource> assets = new HashMap<>();
        OURS.forEach(name -> assets.put(PAGE + name, new ClassPathResource("docs/" + name)));
        SWAGGERS.forEach(name -> assets.put(PAGE + name, new ClassPathResource(swaggers + name)));
        return Map.copyOf(assets);
    }

    /// What Swagger UI wants to know about a document.
    record Document(String name, String url) {

        static Document of(Service service) {
            return new Document(service.label(), PAGE + "api/" + service.label());
        }
    }
}
