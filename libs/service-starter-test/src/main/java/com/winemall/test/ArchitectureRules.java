package com.winemall.test;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/// How a service is built inside. Each service's `ArchitectureTest` holds itself to these.
public final class ArchitectureRules {

    private static final Set<String> ADAPTERS = Set.of("kafka", "web", "persistence", "http");

    /// A feature with rules has its adapters in packages of their own, named after the technology;
    /// its root is told what arrives and says what follows, and how that travels is not its
    /// business. A feature without them is flat.
    @ArchTest
    public static final ArchRule THE_DOMAIN_KNOWS_NO_TECHNOLOGY =
            noClasses()
                    .that(areTheRootOfAFeatureWithAdapters())
                    .should()
                    .dependOnClassesThat(
                            resideInAnyPackage(
                                    "java.sql..",
                                    "jakarta.servlet..",
                                    "org.apache.kafka..",
                                    "org.springframework.http..",
                                    "org.springframework.jdbc..",
                                    "org.springframework.kafka..",
                                    "org.springframework.web..",
                                    "tools.jackson..",
                                    "com.winemall.starter.web..",
                                    "com.winemall.starter.jdbc.."))
                    .allowEmptyShould(true);

    /// Adapters know the root of their feature and nothing of each other.
    @ArchTest
    public static final ArchRule ADAPTERS_DO_NOT_KNOW_EACH_OTHER =
            slices().matching("com.winemall.*.*.(kafka|web|persistence|http)..")
                    .should()
                    .notDependOnEachOther()
                    .allowEmptyShould(true);

    @ArchTest
    public static final ArchRule FEATURES_FORM_NO_CYCLE =
            slices().matching("com.winemall.(*).(*)..")
                    .should()
                    .beFreeOfCycles()
                    .allowEmptyShould(true);

    /// Time and ids come from outside, so that five minutes can be tested in milliseconds.
    @ArchTest
    public static final ArchRule TIME_AND_IDS_ARE_GIVEN =
            noClasses()
                    .should()
                    .callMethod(Instant.class, "now")
                    .orShould()
                    .callMethod(UUID.class, "randomUUID")
                    .orShould()
                    .callMethod(System.class, "currentTimeMillis")
                    .orShould()
                    .callMethod(Clock.class, "systemUTC")
                    .allowEmptyShould(true);

    @ArchTest
    public static final ArchRule NAMES_SAY_WHAT_A_THING_IS =
            classes()
                    .should()
                    .haveNameNotMatching(
                            ".*(Manager|Helper|Util|Utils|Impl|DTO|Dto|Base[A-Z].*|Abstract.*)$")
                    .allowEmptyShould(true);

    @ArchTest
    public static final ArchRule SETTINGS_ARE_RECORDS =
            noMethods()
                    .should()
                    .beAnnotatedWith("org.springframework.beans.factory.annotation.Value")
                    .allowEmptyShould(true);

    private static DescribedPredicate<JavaClass> areTheRootOfAFeatureWithAdapters() {
        return DescribedPredicate.describe(
                "are the root of a feature with adapters",
                type ->
                        type.getPackage().getSubpackages().stream()
                                .map(JavaPackage::getRelativeName)
                                .anyMatch(ADAPTERS::contains));
    }

    private ArchitectureRules() {}
}
