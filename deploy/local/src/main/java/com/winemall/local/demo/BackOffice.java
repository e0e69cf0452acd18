package com.winemall.local.demo;

import com.winemall.local.client.Customer;
import com.winemall.local.client.MallClient;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// What an administrator sees of the mall.
final class BackOffice {

    private final MallClient mall;
    private final String token;

    BackOffice(MallClient mall, String token) {
        this.mall = mall;
        this.token = token;
    }

    /// @param what a field of the stock view
    long stock(String wine, String what) {
        return get("/api/products/" + wine + "/stock").get(what).asLong();
    }

    /// The requests to the factory for a wine, the newest first.
    List<JsonNode> replenishments(String wine) {
        return content("/api/replenishments?size=100&productId=" + wine).toList();
    }

    /// A wine's ledger.
    List<JsonNode> movements(String wine) {
        return content("/api/products/" + wine + "/movements?size=100").toList();
    }

    /// Customers who were sent one mail of each of these kinds, and nothing else.
    long heard(Crowd crowd, String... kinds) {
        return heard(crowd.customers(), kinds);
    }

    /// Those of these customers who were sent one mail of each of these kinds, and nothing else.
    long heard(List<Customer> customers, String... kinds) {
        var expected = new ArrayList<>(List.of(kinds));
        expected.sort(null);
        return customers.stream()
                .map(Customer::email)
                .filter(address -> sent(address).equals(expected))
                .count();
    }

    /// The kinds of all mails to an address, those on their way too, sorted by name. A reminder
    /// that was withdrawn is none.
    List<String> sent(String address) {
        return content("/api/notifications?size=100&recipient=" + address)
                .filter(mail -> !mail.get("status").asString().equals("WITHDRAWN"))
                .map(BackOffice::kind)
                .sorted()
                .toList();
    }

    /// Everything the shop's audit says.
    void audit(Checks checks) {
        for (var check : mall.get("/api/audit", token).expect(200).list()) {
            var broken = check.path("detail").asString("");
            checks.add(
                    "audit: " + check.get("name").asString(),
                    "holds",
                    check.get("holds").asBoolean() ? "holds" : "BROKEN " + broken);
        }
    }

    private static String kind(JsonNode mail) {
        var status = mail.get("status").asString();
        return mail.get("kind").asString() + (status.equals("SENT") ? "" : " " + status);
    }

    private Stream<JsonNode> content(String path) {
        return get(path).get("content").valueStream();
    }

    private JsonNode get(String path) {
        return mall.get(path, token).expect(200).body();
    }
}
