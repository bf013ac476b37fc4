package org.crmcontracts.contracts.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The directions of the house: modules one way, rooms in their order, and who may touch what. */
class ArchitectureTest {
    private static final String ROOT = "org.crmcontracts.";
    /** A room may import only rooms at or before its own place; a room that is not listed fails. */
    private static final List<String> ROOMS = List.of(
            "tenants.http",
            "tenants.registry",
            "tenants.secrets",
            "tenants.isolation",
            "tenants.identity",
            "tenants.audit",
            "tenants.outbound",
            "tenants.jobs",
            "tenants.events",
            "tenants.settings",
            "tenants.people",
            "tenants.checkpoints",
            "tenants.provisioning",
            "tenants.admin",
            "connectors.customer",
            "connectors.spi",
            "connectors.transport",
            "connectors.mapping",
            "connectors.zoho",
            "connectors.fxiaoke",
            "connectors.dolibarr",
            "connectors.sync",
            "connectors.notice",
            "connectors.admin",
            "contracts.terms",
            "contracts.library",
            "contracts.lifecycle",
            "contracts.drafting",
            "contracts.checks",
            "contracts.approval",
            "contracts.signing",
            "contracts.performance",
            "contracts.archive",
            "contracts.overview",
            "contracts.app",
            "contracts.launch");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar") && !location.contains("/test-classes/"))
            .importPackages("org.crmcontracts");

    private static int place(JavaClass type) {
        String name = type.getPackageName();
        for (int i = 0; i < ROOMS.size(); i++) {
            String room = ROOT + ROOMS.get(i);
            if (name.equals(room) || name.startsWith(room + ".")) {
                return i;
            }
        }
        return -1;
    }

    private static ArchRule roomsInOrder() {
        return classes().should(new ArchCondition<>("depend only on rooms at or before their own") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                int own = place(type);
                if (own < 0) {
                    events.add(SimpleConditionEvent.violated(type, type.getName() + " is in no listed room"));
                }
                for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                    JavaClass target = dependency.getTargetClass().getBaseComponentType();
                    if (target.getPackageName().startsWith(ROOT) && place(target) > own) {
                        events.add(SimpleConditionEvent.violated(type, dependency.getDescription()));
                    }
                }
            }
        });
    }

    private static ArchRule endpointsNameTheirRoles() {
        return methods()
                .that()
                .areDeclaredInClassesThat()
                .haveSimpleNameEndingWith("Resource")
                .should(new ArchCondition<>("carry @RolesAllowed or @PermitAll when they are endpoints") {
                    @Override
                    public void check(JavaMethod method, ConditionEvents events) {
                        boolean endpoint = method.getAnnotations().stream()
                                .anyMatch(a -> a.getRawType().isMetaAnnotatedWith("jakarta.ws.rs.HttpMethod")
                                        || List.of("GET", "PUT", "POST", "DELETE", "PATCH")
                                                        .contains(a.getRawType().getSimpleName())
                                                && a.getRawType()
                                                        .getPackageName()
                                                        .equals("jakarta.ws.rs"));
                        boolean named = method.isAnnotatedWith("jakarta.annotation.security.RolesAllowed")
                                || method.isAnnotatedWith("jakarta.annotation.security.PermitAll");
                        if (endpoint && !named) {
                            events.add(SimpleConditionEvent.violated(method, method.getFullName() + " names no role"));
                        }
                    }
                });
    }

    private static ArchRule noWeakNames() {
        return noClasses()
                .that()
                .doNotHaveSimpleName("ProblemMapper")
                .should()
                .haveNameMatching(".*(Impl|Manager|Helper|Util|Utils|Dto|DTO|Mapper|Facade|Base)");
    }

    private static ArchRule timeOnlyFromAClock() {
        return noClasses()
                .that()
                .resideOutsideOfPackages("..launch..")
                .should()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(java.time.LocalDate.class, "now")
                .orShould()
                .callMethod(java.util.UUID.class, "randomUUID")
                .because("time comes from the injected Clock and identifiers from Ids");
    }

    private static ArchRule onlyIsolationAndProvisioningNameSchemas() {
        return noClasses()
                .that()
                .resideOutsideOfPackages("..tenants.isolation..", "..tenants.registry..", "..tenants.provisioning..")
                .should()
                .callMethod("org.crmcontracts.tenants.registry.Tenant", "schemaName")
                .orShould()
                .callMethod("org.crmcontracts.tenants.registry.Tenant", "roleName");
    }

    private static ArchRule nothingVisitsAllTenants() {
        return noClasses()
                .that()
                .doNotHaveFullyQualifiedName("org.crmcontracts.tenants.provisioning.TenantLife")
                .should()
                .callMethod("org.crmcontracts.tenants.registry.Tenants", "after", "java.lang.String", "int")
                .because("work for many tenants is found in the platform's tables, never by a loop over the tenants");
    }

    private static ArchRule crmAdaptersKnowNoDatabase() {
        return noClasses()
                .that()
                .resideInAnyPackage("..connectors.zoho..", "..connectors.fxiaoke..", "..connectors.dolibarr..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.persistence..", "java.sql..", "..connectors.sync..");
    }

    @Test
    void roomsKeepTheirOrder() {
        roomsInOrder().check(CLASSES);
    }

    @Test
    void everyEndpointNamesItsRoles() {
        endpointsNameTheirRoles().check(CLASSES);
    }

    @Test
    void namesAreTheFieldsOwn() {
        noWeakNames().check(CLASSES);
    }

    @Test
    void timeComesFromTheClock() {
        timeOnlyFromAClock().check(CLASSES);
    }

    @Test
    void onlyIsolationKnowsSchemas() {
        onlyIsolationAndProvisioningNameSchemas().check(CLASSES);
    }

    @Test
    void onlyOperatorsListTenants() {
        nothingVisitsAllTenants().check(CLASSES);
    }

    @Test
    void crmAdaptersDoNotTouchTheDatabase() {
        crmAdaptersKnowNoDatabase().check(CLASSES);
    }

    /** A guard nobody has seen bite is not a guard: the canary's classes break the rules on purpose. */
    @Test
    void theGuardsBite() {
        JavaClasses canary = new ClassFileImporter().importPackages("org.crmcontracts.canary");
        assertThat(canary).isNotEmpty();
        for (ArchRule rule : List.of(roomsInOrder(), endpointsNameTheirRoles(), noWeakNames(), timeOnlyFromAClock())) {
            assertThatThrownBy(() -> rule.check(canary))
                    .as(rule.getDescription())
                    .isInstanceOf(AssertionError.class);
        }
    }
}
