package com.winemall.orchestrator;

import com.winemall.starter.security.AccessRules;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;

@SpringBootApplication
@ConfigurationPropertiesScan
public class OrchestratorApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(OrchestratorApplication.class, arguments);
    }

    @Bean
    AccessRules accessRules() {
        return requests ->
                requests.requestMatchers("/api/sagas/**", "/api/audit/**").hasRole("ADMIN");
    }
}
