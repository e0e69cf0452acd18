package com.winemall.notification;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.winemall.test.ArchitectureRules;

@AnalyzeClasses(packages = "com.winemall.notification", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest static final ArchTests rules = ArchTests.in(ArchitectureRules.class);

    @ArchTest
    static final ArchRule adapters_of_mail_do_not_know_each_other =
            slices().matching("com.winemall.notification.mail.(*)..")
                    .should()
                    .notDependOnEachOther();

    @ArchTest
    static final ArchRule only_its_adapter_knows_amazon =
            ArchRuleDefinition.noClasses()
                    .that()
                    .resideOutsideOfPackage("..mail.ses..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("software.amazon..");

    @ArchTest
    static final ArchRule only_letters_and_pages_are_written_by_mustache =
            ArchRuleDefinition.noClasses()
                    .that()
                    .resideOutsideOfPackages("..mail.template..", "..restock.web..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("com.samskivert..");
}
