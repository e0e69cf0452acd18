package com.winemall.local.client;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// Makes members by the thousand, which signing up one by one would not: each would be a password
/// to hash. user-service offers it on its own port, in the local mall only.
public final class Customers {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Customers() {}

    public static List<Customer> make(int count, String adminToken) {
        var answer =
                new MallClient(Addresses.USER_SERVICE)
                        .post("/local/members", adminToken, Map.of("count", count))
                        .expect(200, 201);
        return answer.list().stream()
                .map(member -> JSON.treeToValue(member, Customer.class))
                .toList();
    }
}
