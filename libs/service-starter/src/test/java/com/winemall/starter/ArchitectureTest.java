package com.winemall.starter;

import static com.winemall.test.ArchitectureRules.ADAPTERS_DO_NOT_KNOW_EACH_OTHER;
import static com.winemall.test.ArchitectureRules.FEATURES_FORM_NO_CYCLE;
import static com.winemall.test.ArchitectureRules.NAMES_SAY_WHAT_A_THING_IS;
import static com.winemall.test.ArchitectureRules.ROWS_ARE_READ_AT_ONCE;
import static com.winemall.test.ArchitectureRules.SETTINGS_ARE_RECORDS;
import static com.winemall.test.ArchitectureRules.THE_DOMAIN_KNOWS_NO_TECHNOLOGY;
import static com.winemall.test.ArchitectureRules.TIME_AND_IDS_ARE_GIVEN;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.lang.ArchRule;
import com.winemall.test.ArchitectureRules;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A rule nobody has seen fail may be looking at nothing. So each is shown a class that breaks it,
/// planted for that; and then the starter itself, as far as rules for services are meant for it.
class ArchitectureTest {

    private static final JavaClasses STARTER =
            new ClassFileImporter()
                    .withImportOption(new DoNotIncludeTests())
                    .importPackages("com.winemall.starter");

    @Test
    void a_domain_that_knows_a_technology_is_seen_where_there_are_adapters_to_leave_it_to() {
        assertThat(violations(THE_DOMAIN_KNOWS_NO_TECHNOLOGY, planted("domain")))
                .isNotEmpty()
                .allMatch(violation -> violation.contains("planted.domain.Rack"));
        assertThat(violations(THE_DOMAIN_KNOWS_NO_TECHNOLOGY, planted("flat"))).isEmpty();
    }

    @Test
    void an_adapter_that_knows_another_is_seen() {
        assertThat(violations(ADAPTERS_DO_NOT_KNOW_EACH_OTHER, planted("adapters")))
                .singleElement()
                .asString()
                .startsWith("Slice web depends on Slice persistence");
        assertThat(violations(ADAPTERS_DO_NOT_KNOW_EACH_OTHER, planted("domain"))).isEmpty();
    }

    @Test
    void a_cycle_of_features_is_seen() {
        assertThat(violations(FEATURES_FORM_NO_CYCLE, planted("orders", "payments")))
                .singleElement()
                .asString()
                .contains("planted - orders", "planted - payments");
        assertThat(violations(FEATURES_FORM_NO_CYCLE, planted("adapters", "domain"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"AsksTheTime", "MakesAnId", "ReadsTheMillis", "TakesTheSystemClock"})
    void time_and_ids_that_are_not_given_are_seen(String culprit) {
        assertThat(violations(TIME_AND_IDS_ARE_GIVEN, plantedClass("time", culprit))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "StockManager",
                "OrderHelper",
                "DateUtil",
                "TextUtils",
                "OrdersImpl",
                "OrderDto",
                "OrderDTO",
                "BaseOrder",
                "AbstractOrder"
            })
    void a_name_that_says_nothing_is_seen(String culprit) {
        assertThat(violations(NAMES_SAY_WHAT_A_THING_IS, plantedClass("names", culprit)))
                .hasSize(1);
    }

    @Test
    void a_setting_outside_a_record_is_seen() {
        assertThat(violations(SETTINGS_ARE_RECORDS, planted("settings"))).hasSize(1);
    }

    @Test
    void an_open_stream_of_rows_is_seen() {
        assertThat(violations(ROWS_ARE_READ_AT_ONCE, planted("rows"))).hasSize(1);
    }

    @Test
    void no_rule_is_left_out_here() {
        assertThat(Arrays.stream(ArchitectureRules.class.getFields()).map(rule -> rule.getName()))
                .containsExactlyInAnyOrder(
                        "THE_DOMAIN_KNOWS_NO_TECHNOLOGY",
                        "ADAPTERS_DO_NOT_KNOW_EACH_OTHER",
                        "FEATURES_FORM_NO_CYCLE",
                        "TIME_AND_IDS_ARE_GIVEN",
                        "NAMES_SAY_WHAT_A_THING_IS",
                        "SETTINGS_ARE_RECORDS",
                        "ROWS_ARE_READ_AT_ONCE");
    }

    /// The starter has no domain and no adapters; its packages are its features.
    @Test
    void the_starter_keeps_the_rules_that_are_meant_for_it() {
        assertThat(STARTER).hasSizeGreaterThan(50);

        FEATURES_FORM_NO_CYCLE.check(STARTER);
        NAMES_SAY_WHAT_A_THING_IS.check(STARTER);
        SETTINGS_ARE_RECORDS.check(STARTER);
        ROWS_ARE_READ_AT_ONCE.check(STARTER);
    }

    /// Somebody has to give time and ids to the others.
    @Test
    void only_the_starters_own_configuration_knows_where_time_comes_from() {
        TIME_AND_IDS_ARE_GIVEN.check(
                STARTER.that(
                        DescribedPredicate.not(
                                JavaClass.Predicates.equivalentTo(
                                        ServiceAutoConfiguration.class))));
    }

    private static List<String> violations(ArchRule rule, JavaClasses classes) {
        return rule.evaluate(classes).getFailureReport().getDetails();
    }

    private static JavaClasses planted(String... packages) {
        var classes =
                new ClassFileImporter()
                        .importPackages(
                                Arrays.stream(packages)
                                        .map(name -> "com.winemall.planted." + name)
                                        .toList());
        assertThat(classes).isNotEmpty();
        return classes;
    }

    private static JavaClasses plantedClass(String inPackage, String name) {
        var one = planted(inPackage).that(JavaClass.Predicates.simpleName(name));
        assertThat(one).hasSize(1);
        return one;
    }
}
