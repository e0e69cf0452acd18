package com.winemall.test;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;

/// How a service is built inside. Each service's `ArchitectureTest` holds itself to these.
public final class ArchitectureRules {

    private static final Set<String> ADAPTERS = Set.of("kafka", "web", "persistence", "http");

    private static final String STREAM_OF_ROWS =
            "org.springframework.jdbc.core.simple.JdbcClient$MappedQuerySpec.stream(";

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
                    .accessTargetWhere(
                            describe(
                                    "a clock or chance is asked",
                                    access -> asksClockOrChance(access.getTarget())))
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
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .haveFullyQualifiedName("org.springframework.beans.factory.annotation.Value")
                    .allowEmptyShould(true);

    /// A stream of rows keeps its connection until somebody closes it. A handful of them that
    /// nobody closed, and no order could be decided any more.
    @ArchTest
    public static final ArchRule ROWS_ARE_READ_AT_ONCE =
            noClasses()
                    .should()
                    .accessTargetWhere(
                            describe(
                                    "rows are streamed",
                                    access ->
                                            access.getTarget()
                                                    .getFullName()
                                                    .startsWith(STREAM_OF_ROWS)))
                    .allowEmptyShould(true);

    /// Called or referred to, with a zone or without.
    private static boolean asksClockOrChance(AccessTarget target) {
        var owner = target.getOwner().getName();
        var name = target.getName();
        return (owner.startsWith("java.time.") && (name.equals("now") || name.startsWith("system")))
                || (owner.equals("java.util.UUID") && name.equals("randomUUID"))
                || (owner.equals("java.lang.System") && name.equals("currentTimeMillis"));
    }

    private static DescribedPredicate<JavaClass> areTheRootOfAFeatureWithAdapters() {
        return describe(
                "are the root of a feature with adapters",
                type ->
                        type.getPackage().getSubpackages().stream()
                                .map(JavaPackage::getRelativeName)
                                .anyMatch(ADAPTERS::contains));
    }

    private ArchitectureRules() {}
}
