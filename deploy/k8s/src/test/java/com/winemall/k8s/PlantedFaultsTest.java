package com.winemall.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Each check is only worth what it finds: here each of them has to find what it is for, say it,
/// and say nothing else.
class PlantedFaultsTest {

    private static final String POD = "/spec/template/spec";
    private static final String CONTAINER = POD + "/containers/0";
    private static final Map<String, Manifests> RENDERED = new HashMap<>();

    @ParameterizedTest
    @MethodSource("faults")
    void a_planted_fault_is_found(
            String overlay, Consumer<Manifests> fault, List<String> complaints) {
        var manifests = RENDERED.computeIfAbsent(overlay, Checks::rendered).copy();
        fault.accept(manifests);

        var found = Checks.complaints(manifests);

        assertThat(found).isEqualTo(complaints);
    }

    /// Everybody who leads to it complains as well.
    @Test
    void a_service_that_was_forgotten_is_missed() {
        var manifests = Checks.rendered("small");
        manifests.remove(manifests.the("Deployment", "gateway"));

        var found = Checks.complaints(manifests);

        assertThat(found).contains("gateway does not run");
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                // The models
                fault(
                        "an unknown field",
                        "small",
                        it -> it.the("Deployment", "gateway").object(POD).put("hostNetwrok", true),
                        "Deployment/gateway: The field `hostNetwrok` in the JSON string is not defined in the `V1PodSpec` properties"),
                fault(
                        "a missing field",
                        "small",
                        it -> it.the("Deployment", "gateway").object(CONTAINER).remove("name"),
                        "Deployment/gateway: The required field `name` is not found"),
                fault(
                        "a wrong type",
                        "small",
                        it ->
                                it.the("Deployment", "gateway")
                                        .object("/spec")
                                        .put("minReadySeconds", "5"),
                        "Deployment/gateway: Cannot coerce String value (\"5\") to `java.lang.Integer` value (but might if coercion using `CoercionConfig` was enabled) at /spec/minReadySeconds"),
                fault(
                        "a number where a text belongs",
                        "small",
                        it -> variable(it, "StatefulSet", "kafka", "KAFKA_NODE_ID").put("value", 1),
                        "StatefulSet/kafka: Cannot coerce Integer value (1) to `java.lang.String` value (but could if coercion was enabled using `CoercionConfig`) at /spec/template/spec/containers/0/env/2/value"),
                fault(
                        "an unknown field of a route",
                        "production",
                        it -> it.the("HTTPRoute", "shop").object("/spec").put("hostname", "x"),
                        "HTTPRoute/shop: Unrecognized field \"hostname\" (class io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteSpec), not marked as ignorable at /spec/hostname"),
                fault(
                        "a missing field of a gateway",
                        "production",
                        it ->
                                it.the("Gateway", "winemall")
                                        .object("/spec")
                                        .remove("gatewayClassName"),
                        "Gateway/winemall: $.spec: required property 'gatewayClassName' not found"),
                fault(
                        "an unknown field of Kafka",
                        "production",
                        it -> it.the("Kafka", "winemall").object("/spec/kafka").put("replica", 3),
                        "Kafka/winemall: $.spec.kafka: property 'replica' is not defined in the schema and the schema does not allow additional properties"),
                fault(
                        "a wrong type of a topic",
                        "production",
                        it ->
                                it.the("KafkaTopic", "user.events")
                                        .object("/spec")
                                        .put("partitions", "many"),
                        "KafkaTopic/user.events: $.spec.partitions: string found, integer expected"),
                fault(
                        "an operation Kafka does not know",
                        "production",
                        it -> operations(it, "keda", "order.events").set(0, "Look"),
                        "KafkaUser/keda: $.spec.authorization.acls[0].operations[0]: does not have a value in the enumeration [\"Read\", \"Write\", \"Create\", \"Delete\", \"Alter\", \"Describe\", \"ClusterAction\", \"AlterConfigs\", \"DescribeConfigs\", \"IdempotentWrite\", \"All\"]"),
                fault(
                        "an unknown field of a database",
                        "production",
                        it -> it.the("Cluster", "orders").object("/spec").put("replicas", 3),
                        "Cluster/orders: $.spec: property 'replicas' is not defined in the schema and the schema does not allow additional properties"),
                fault(
                        "a backup of nothing",
                        "production",
                        it -> it.the("ScheduledBackup", "orders").object("/spec").remove("cluster"),
                        "ScheduledBackup/orders: $.spec: required property 'cluster' not found"),
                fault(
                        "an object store without a place",
                        "production",
                        it ->
                                it.the("ObjectStore", "backups")
                                        .object("/spec/configuration")
                                        .remove("destinationPath"),
                        "ObjectStore/backups: $.spec.configuration: required property 'destinationPath' not found"),
                fault(
                        "a scaler's number that is no text",
                        "production",
                        it ->
                                it.the("ScaledObject", "coupon-service")
                                        .object("/spec/triggers/0/metadata")
                                        .put("lagThreshold", 500),
                        "ScaledObject/coupon-service: $.spec.triggers[0].metadata.lagThreshold: integer found, string expected"),
                fault(
                        "a secret from nowhere",
                        "production",
                        it ->
                                it.the("ExternalSecret", "auditor")
                                        .object("/spec/data/0/remoteRef")
                                        .remove("key"),
                        "ExternalSecret/auditor: $.spec.data[0].remoteRef: required property 'key' not found"),
                fault(
                        "a kind nobody knows",
                        "small",
                        it -> it.the("Ingress", "winemall").tree().put("kind", "Egress"),
                        "Egress/winemall: Kubernetes has no such kind"),
                fault(
                        "a version nobody knows",
                        "production",
                        it ->
                                it.the("ScaledObject", "gateway")
                                        .tree()
                                        .put("apiVersion", "keda.sh/v2"),
                        "ScaledObject/gateway: nobody knows the kind ScaledObject of keda.sh/v2"),
                fault(
                        "a version Strimzi has given up",
                        "production",
                        it ->
                                it.the("KafkaTopic", "user.events")
                                        .tree()
                                        .put("apiVersion", "kafka.strimzi.io/v1beta2"),
                        "KafkaTopic/user.events: Strimzi has no KafkaTopic of kafka.strimzi.io/v1beta2"),
                // What pods have
                fault(
                        "root",
                        "small",
                        it ->
                                pod(it, "Deployment", "gateway", "/securityContext")
                                        .put("runAsNonRoot", false),
                        "Deployment/gateway may run as root"),
                fault(
                        "any system call",
                        "small",
                        it ->
                                pod(it, "StatefulSet", "kafka", "/securityContext")
                                        .remove("seccompProfile"),
                        "StatefulSet/kafka may make any system call"),
                fault(
                        "a token",
                        "small",
                        it ->
                                pod(it, "Job", "user-service-migration.1.0.0", "")
                                        .remove("automountServiceAccountToken"),
                        "Job/user-service-migration.1.0.0 gets a token of its service account"),
                fault(
                        "an account that gives its token away",
                        "small",
                        it ->
                                it.the("ServiceAccount", "gateway")
                                        .tree()
                                        .put("automountServiceAccountToken", true),
                        "ServiceAccount/gateway gives its token to pods"),
                fault(
                        "an account that is not there",
                        "small",
                        it ->
                                pod(it, "Deployment", "gateway", "")
                                        .put("serviceAccountName", "door"),
                        "Deployment/gateway has the account door, which is not there"),
                fault(
                        "more rights than at first",
                        "small",
                        it ->
                                container(it, "Deployment", "gateway", "/securityContext")
                                        .remove("allowPrivilegeEscalation"),
                        "Deployment/gateway may get more rights than it has"),
                fault(
                        "an image that can be written to",
                        "small",
                        it ->
                                container(it, "Deployment", "gateway", "/securityContext")
                                        .remove("readOnlyRootFilesystem"),
                        "Deployment/gateway may write into its image"),
                fault(
                        "capabilities",
                        "small",
                        it ->
                                container(it, "Deployment", "gateway", "/securityContext")
                                        .remove("capabilities"),
                        "Deployment/gateway keeps capabilities"),
                fault(
                        "no limit of memory",
                        "small",
                        it ->
                                container(it, "Deployment", "gateway", "/resources/limits")
                                        .remove("memory"),
                        "Deployment/gateway says nothing of resources/limits/memory"),
                fault(
                        "no readiness",
                        "small",
                        it -> container(it, "StatefulSet", "postgres", "").remove("readinessProbe"),
                        "StatefulSet/postgres has no readinessProbe"),
                fault(
                        "no disruption budget",
                        "small",
                        it -> it.remove(it.the("PodDisruptionBudget", "gateway")),
                        "Deployment/gateway has no disruption budget"),
                fault(
                        "all in one zone",
                        "small",
                        it ->
                                ((ArrayNode)
                                                it.the("Deployment", "gateway")
                                                        .at(POD + "/topologySpreadConstraints"))
                                        .remove(0),
                        "Deployment/gateway is not spread over topology.kubernetes.io/zone"),
                fault(
                        "no time to finish",
                        "small",
                        it ->
                                pod(it, "Deployment", "gateway", "")
                                        .put("terminationGracePeriodSeconds", 10),
                        "Deployment/gateway is not given the time to finish what it has begun"),
                // Amounts
                fault(
                        "an amount that is none",
                        "small",
                        it ->
                                container(it, "Deployment", "gateway", "/resources/requests")
                                        .put("memory", "512Mib"),
                        "Deployment/gateway: 512Mib is no amount at /spec/template/spec/containers/0/resources/requests/memory"),
                fault(
                        "a database on no disk",
                        "production",
                        it ->
                                it.the("Cluster", "orders")
                                        .object("/spec/storage")
                                        .put("size", "200 G"),
                        "Cluster/orders: 200 G is no amount at /spec/storage/size"),
                fault(
                        "more than it may have",
                        "small",
                        it ->
                                container(it, "Deployment", "gateway", "/resources/requests")
                                        .put("memory", "1Gi"),
                        "Deployment/gateway: asks for 1Gi of memory and may have 768Mi at /spec/template/spec/containers/0/resources"),
                // Ports
                fault(
                        "a probe of no port",
                        "small",
                        it ->
                                container(it, "StatefulSet", "valkey", "/livenessProbe/tcpSocket")
                                        .put("port", "reddis"),
                        "StatefulSet/valkey: livenessProbe asks on reddis, where nobody listens"),
                fault(
                        "a probe of something else",
                        "small",
                        it ->
                                container(it, "Deployment", "gateway", "/readinessProbe/httpGet")
                                        .put("path", "/"),
                        "Deployment/gateway: readinessProbe does not ask /actuator/health/readiness"),
                fault(
                        "a service's other port",
                        "small",
                        it -> {
                            container(it, "Deployment", "gateway", "/ports/0")
                                    .put("containerPort", 8088);
                            it.remove(it.the("NetworkPolicy", "from-outside"));
                            ((ArrayNode) it.the("NetworkPolicy", "outside").at("/spec/egress"))
                                    .removeAll();
                            ((ArrayNode) it.the("StatefulSet", "outside").at(CONTAINER + "/args"))
                                    .remove(4);
                        },
                        "Deployment/gateway does not listen on 8080, as its settings say"),
                fault(
                        "a Service of no port",
                        "small",
                        it ->
                                it.the("Service", "postgres")
                                        .object("/spec/ports/0")
                                        .put("targetPort", "sql"),
                        "Service/postgres sends to port sql of StatefulSet/postgres, where nobody listens"),
                fault(
                        "a route to nowhere",
                        "production",
                        it ->
                                it.the("HTTPRoute", "shop")
                                        .object("/spec/rules/0/backendRefs/0")
                                        .put("port", 80),
                        "HTTPRoute/shop leads to gateway:80, which is not there"),
                fault(
                        "an ingress to nowhere",
                        "small",
                        it ->
                                it.the("Ingress", "winemall")
                                        .object("/spec/rules/0/http/paths/0/backend/service")
                                        .put("name", "door"),
                        "Ingress/winemall leads to door:\"http\", which is not there"),
                fault(
                        "a monitor of no port",
                        "production",
                        it -> {
                            it.the("PodMonitor", "services")
                                    .object("/spec/selector/matchLabels")
                                    .put("app.kubernetes.io/name", "gateway");
                            it.the("PodMonitor", "services")
                                    .object("/spec/podMetricsEndpoints/0")
                                    .put("port", "management");
                        },
                        "PodMonitor/services looks at port management of Deployment/gateway, where nobody listens"),
                // Selectors
                fault(
                        "a Service of nobody",
                        "small",
                        it -> {
                            var other = it.the("Service", "postgres").tree().deepCopy();
                            ((ObjectNode) other.path("metadata")).put("name", "replicas");
                            ((ObjectNode) other.at("/spec/selector"))
                                    .put("app.kubernetes.io/component", "replica");
                            it.all().add(new Resource(other));
                        },
                        "Service/replicas selects nobody"),
                fault(
                        "a policy of nobody",
                        "small",
                        it -> {
                            var peer =
                                    ((ArrayNode)
                                                    it.the("NetworkPolicy", "from-outside")
                                                            .at("/spec/ingress/0/from"))
                                            .addObject();
                            peer.putObject("podSelector")
                                    .putObject("matchLabels")
                                    .put("app.kubernetes.io/name", "outsiders");
                        },
                        "NetworkPolicy/from-outside selects nobody by {\"matchLabels\":{\"app.kubernetes.io/name\":\"outsiders\"}}"),
                fault(
                        "a Deployment of others",
                        "small",
                        it ->
                                it.the("Deployment", "gateway")
                                        .object("/spec/selector/matchLabels")
                                        .put("app.kubernetes.io/name", "door"),
                        "Deployment/gateway does not select its own pods"),
                fault(
                        "a monitor of nobody",
                        "production",
                        it ->
                                it.the("PodMonitor", "services")
                                        .object("/spec/selector/matchLabels")
                                        .put("app.kubernetes.io/component", "services"),
                        "PodMonitor/services selects nobody by {\"matchLabels\":{\"app.kubernetes.io/component\":\"services\"}}"),
                fault(
                        "a resource that is there twice",
                        "small",
                        it -> it.all().add(it.the("PodDisruptionBudget", "gateway")),
                        "policy/v1 PodDisruptionBudget/gateway is there twice"),
                // References
                fault(
                        "a secret nobody makes",
                        "small",
                        it ->
                                reference(
                                                it,
                                                "Deployment",
                                                "order-orchestrator",
                                                "WINEMALL_AUDITOR_SECRET")
                                        .put("name", "revisor"),
                        "Deployment/order-orchestrator reads Secret/revisor, which nobody makes"),
                fault(
                        "a key that is not there",
                        "production",
                        it ->
                                reference(
                                                it,
                                                "Deployment",
                                                "order-service",
                                                "WINEMALL_FIRSTCOME_RECEIPTKEY")
                                        .put("key", "receipts"),
                        "Deployment/order-service reads receipts of Secret/order-service, which has no such key"),
                fault(
                        "a certificate of no user",
                        "production",
                        it -> it.remove(it.the("KafkaUser", "keda")),
                        "TriggerAuthentication/kafka reads Secret/kafka-keda, which nobody makes",
                        "TriggerAuthentication/kafka reads Secret/kafka-keda, which nobody makes"),
                fault(
                        "settings nobody makes",
                        "small",
                        it ->
                                it.the("StatefulSet", "valkey")
                                        .object(POD + "/volumes/0/configMap")
                                        .put("name", "valkey"),
                        "StatefulSet/valkey reads ConfigMap/valkey, which nobody makes"),
                // Settings
                fault(
                        "a setting there is not",
                        "small",
                        it ->
                                settings(it, "order-service")
                                        .put("WINEMALL_ORDERS_PAYMENTWINDWO", "5m"),
                        "Deployment/order-service sets WINEMALL_ORDERS_PAYMENTWINDWO, which is no setting"),
                fault(
                        "a setting of another service",
                        "small",
                        it -> settings(it, "order-service").put("WINEMALL_MAIL_FROM", "x"),
                        "Deployment/order-service sets WINEMALL_MAIL_FROM, which is no setting"),
                fault(
                        "a bundle nobody understands",
                        "production",
                        it ->
                                settings(it, "kafka")
                                        .put("SPRING_SSL_BUNDLE_PEM_KAFKA_KEYSTORE_CERT", "x"),
                        "Deployment/coupon-service sets bundles of certificates nobody understands: The elements [spring.ssl.bundle.pem.kafka.keystore.cert] were left unbound.",
                        "Deployment/notification-service sets bundles of certificates nobody understands: The elements [spring.ssl.bundle.pem.kafka.keystore.cert] were left unbound.",
                        "Deployment/order-orchestrator sets bundles of certificates nobody understands: The elements [spring.ssl.bundle.pem.kafka.keystore.cert] were left unbound.",
                        "Deployment/order-service sets bundles of certificates nobody understands: The elements [spring.ssl.bundle.pem.kafka.keystore.cert] were left unbound.",
                        "Deployment/product-service sets bundles of certificates nobody understands: The elements [spring.ssl.bundle.pem.kafka.keystore.cert] were left unbound.",
                        "Deployment/user-service sets bundles of certificates nobody understands: The elements [spring.ssl.bundle.pem.kafka.keystore.cert] were left unbound."),
                fault(
                        "a provider on its own machine",
                        "small",
                        it -> {
                            settings(it, "order-service").remove("WINEMALL_PAYMENTS_PROVIDER_URL");
                            it.remove(it.the("NetworkPolicy", "to-the-payment-provider"));
                            ((ArrayNode) it.the("NetworkPolicy", "outside").at("/spec/ingress"))
                                    .remove(2);
                        },
                        "Deployment/order-service leaves winemall.payments.provider.url at http://127.0.0.1:8091, which is its own machine"),
                fault(
                        "instances that migrate",
                        "small",
                        it ->
                                variable(it, "Deployment", "user-service", "WINEMALL_MIGRATIONS")
                                        .put("value", "run"),
                        "Deployment/user-service has WINEMALL_MIGRATIONS=run and needs await"),
                // Kafka
                fault(
                        "a topic that is missing",
                        "production",
                        it -> it.remove(it.the("KafkaTopic", "product.commands.stock.dlt")),
                        "KafkaTopic/product.commands.stock.dlt is missing"),
                fault(
                        "a topic nobody uses",
                        "production",
                        it ->
                                it.the("KafkaTopic", "order.entries")
                                        .object("/metadata")
                                        .put("name", "order.entry"),
                        "KafkaTopic/order.entries is missing",
                        "KafkaTopic/order.entry is nobody's"),
                fault(
                        "a topic that goes with its broker",
                        "production",
                        it ->
                                it.the("KafkaTopic", "order.events")
                                        .object("/spec")
                                        .put("replicas", 1),
                        "KafkaTopic/order.events may be lost with a broker, or be read only"),
                fault(
                        "a right that is missing",
                        "production",
                        it -> operations(it, "product-service", "product.events").remove(1),
                        "KafkaUser/product-service may not Write product.events"),
                fault(
                        "a right too many",
                        "production",
                        it -> operations(it, "product-service", "product.events").add("Read"),
                        "KafkaUser/product-service may Read product.events, and does not"),
                fault(
                        "another service's consumers",
                        "production",
                        it ->
                                it.the("KafkaUser", "user-service")
                                        .object("/spec/authorization/acls/0/resource")
                                        .put("name", "order-service."),
                        "KafkaUser/user-service may read as [order-service.], and is user-service.*"),
                fault(
                        "a service Kafka does not know",
                        "production",
                        it ->
                                it.the("KafkaUser", "coupon-service")
                                        .object("/metadata")
                                        .put("name", "coupons"),
                        "Deployment/coupon-service reads Secret/kafka-coupon-service, which nobody makes",
                        "KafkaUser/coupon-service is missing"),
                // Images
                fault(
                        "whatever is newest",
                        "small",
                        it ->
                                container(it, "StatefulSet", "postgres", "")
                                        .put("image", "postgres:latest"),
                        "StatefulSet/postgres runs postgres:latest, whichever that is"),
                fault(
                        "an image nobody builds",
                        "small",
                        it ->
                                container(it, "StatefulSet", "outside", "")
                                        .put("image", "ghcr.io/winemall/inside:1.0.0"),
                        "StatefulSet/outside runs ghcr.io/winemall/inside, which is not built here"),
                fault(
                        "another service's image",
                        "small",
                        it ->
                                container(it, "Deployment", "gateway", "")
                                        .put("image", "ghcr.io/winemall/user-service:1.0.0"),
                        "Deployment/gateway runs ghcr.io/winemall/user-service"),
                fault(
                        "a migration of the last release",
                        "small",
                        it ->
                                container(it, "Job", "order-service-migration.1.0.0", "")
                                        .put("image", "ghcr.io/winemall/order-service:1.0.1"),
                        "Job/order-service-migration.1.0.0 is not named order-service-migration.1.0.1, as its version is"),
                fault(
                        "a service without its migration",
                        "small",
                        it -> it.remove(it.the("Job", "order-service-migration.1.0.0")),
                        "nobody migrates order-service"),
                // Calls
                fault(
                        "a call nobody lets out",
                        "small",
                        it -> it.remove(it.the("NetworkPolicy", "to-the-mailbox")),
                        "Deployment/notification-service asks StatefulSet/outside on 8025, and no policy lets it send that"),
                fault(
                        "a call nobody lets in",
                        "small",
                        it -> it.remove(it.the("NetworkPolicy", "from-outside")),
                        "StatefulSet/outside asks Deployment/gateway on 8080, and no policy lets that be heard"),
                fault(
                        "a way nobody goes",
                        "small",
                        it ->
                                ((ArrayNode)
                                                it.the("NetworkPolicy", "from-outside")
                                                        .at("/spec/ingress/0/from"))
                                        .addObject()
                                        .putObject("podSelector")
                                        .putObject("matchLabels")
                                        .put("app.kubernetes.io/name", "kafka"),
                        "StatefulSet/kafka may be heard by Deployment/gateway on 8080, and does not ask it"),
                fault(
                        "a neighbour nobody is",
                        "small",
                        it ->
                                settings(it, "product-service")
                                        .put(
                                                "WINEMALL_REPLENISHMENT_FACTORY_URL",
                                                "http://factory:8090"),
                        "Deployment/product-service asks factory, which is nobody",
                        "Deployment/product-service may be heard by StatefulSet/outside on 8090, and does not ask it",
                        "Deployment/product-service may send to StatefulSet/outside on 8090, and does not ask it"),
                fault(
                        "nobody denied",
                        "small",
                        it -> it.remove(it.the("NetworkPolicy", "nobody")),
                        "Job/coupon-service-migration.1.0.0: nobody restricts its ingress",
                        "Job/notification-service-migration.1.0.0: nobody restricts its ingress",
                        "Job/order-orchestrator-migration.1.0.0: nobody restricts its ingress",
                        "Job/order-service-migration.1.0.0: nobody restricts its ingress",
                        "Job/product-service-migration.1.0.0: nobody restricts its ingress",
                        "Job/user-service-migration.1.0.0: nobody restricts its ingress"),
                fault(
                        "a door to the outside",
                        "production",
                        it ->
                                ((ArrayNode)
                                                it.the("NetworkPolicy", "to-the-outside")
                                                        .at(
                                                                "/spec/podSelector/matchExpressions/0/values"))
                                        .add("user-service"),
                        "Deployment/user-service may leave the cluster, and does not"),
                fault(
                        "a provider outside that nobody may call",
                        "production",
                        it ->
                                ((ArrayNode)
                                                it.the("NetworkPolicy", "to-the-outside")
                                                        .at(
                                                                "/spec/podSelector/matchExpressions/0/values"))
                                        .remove(0),
                        "Deployment/order-service leaves the cluster, and no policy lets it"),
                // Scaling
                fault(
                        "the lag of nobody",
                        "production",
                        it ->
                                it.the("ScaledObject", "coupon-service")
                                        .object("/spec/triggers/0/metadata")
                                        .put("consumerGroup", "coupon-service.coupons"),
                        "ScaledObject/coupon-service looks at coupon-service.coupons on coupon.commands, which nobody is"),
                fault(
                        "more instances than partitions",
                        "production",
                        it ->
                                it.the("ScaledObject", "order-service")
                                        .object("/spec")
                                        .put("maxReplicaCount", 20),
                        "ScaledObject/order-service: more instances than order.outcomes has partitions"),
                fault(
                        "two who say how many",
                        "production",
                        it -> it.the("Deployment", "gateway").object("/spec").put("replicas", 2),
                        "Deployment/gateway says how many there are, and so does its scaler"),
                fault(
                        "nobody to scale",
                        "production",
                        it ->
                                it.the("ScaledObject", "gateway")
                                        .object("/spec/scaleTargetRef")
                                        .put("name", "door"),
                        "ScaledObject/gateway scales door, which is not there"),
                // Alerts
                fault(
                        "an alert that was changed here only",
                        "production",
                        it ->
                                it.the("PrometheusRule", "winemall")
                                        .object("/spec/groups/0/rules/0")
                                        .put("for", "1h"),
                        "PrometheusRule/winemall is not what deploy/monitoring/alerts.yaml says"));
    }

    private static Arguments fault(
            String name, String overlay, Consumer<Manifests> fault, String... complaints) {
        return Arguments.of(overlay, Named.of(name, fault), List.of(complaints));
    }

    private static ObjectNode pod(Manifests manifests, String kind, String name, String pointer) {
        return manifests.the(kind, name).object(POD + pointer);
    }

    private static ObjectNode container(
            Manifests manifests, String kind, String name, String pointer) {
        return manifests.the(kind, name).object(CONTAINER + pointer);
    }

    /// A ConfigMap by its name without the sum of its content.
    private static ObjectNode settings(Manifests manifests, String name) {
        return manifests
                .all("ConfigMap")
                .filter(it -> it.name().matches(name + "-[a-z0-9]{10}"))
                .findFirst()
                .orElseThrow()
                .object("/data");
    }

    private static ObjectNode reference(
            Manifests manifests, String kind, String name, String variable) {
        return (ObjectNode) variable(manifests, kind, name, variable).at("/valueFrom/secretKeyRef");
    }

    private static ObjectNode variable(
            Manifests manifests, String kind, String name, String variable) {
        return (ObjectNode)
                manifests
                        .the(kind, name)
                        .elements(CONTAINER + "/env")
                        .filter(it -> it.path("name").asText().equals(variable))
                        .findFirst()
                        .orElseThrow();
    }

    private static ArrayNode operations(Manifests manifests, String user, String topic) {
        return (ArrayNode)
                manifests
                        .the("KafkaUser", user)
                        .elements("/spec/authorization/acls")
                        .filter(it -> it.at("/resource/name").asText().equals(topic))
                        .findFirst()
                        .orElseThrow()
                        .path("operations");
    }
}
