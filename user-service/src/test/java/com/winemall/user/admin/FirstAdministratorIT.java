package com.winemall.user.admin;

import static com.winemall.user.Api.bearer;
import static org.assertj.core.api.Assertions.assertThat;

import com.winemall.starter.FreshIds;
import com.winemall.starter.secret.Secret;
import com.winemall.user.Api;
import com.winemall.user.AtOnce;
import com.winemall.user.UserServiceTest;
import com.winemall.user.member.Members;
import com.winemall.user.member.RegisterMembersHandler;
import com.winemall.user.password.Passwords;
import java.time.Clock;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.core.env.Environment;

@UserServiceTest
class FirstAdministratorIT {

    private final Api api;
    private final Environment environment;
    private final Members members;
    private final RegisterMembersHandler registerMembers;
    private final Passwords passwords;
    private final FreshIds ids;
    private final Clock clock;

    FirstAdministratorIT(
            Api api,
            Environment environment,
            Members members,
            RegisterMembersHandler registerMembers,
            Passwords passwords,
            FreshIds ids,
            Clock clock) {
        this.api = api;
        this.environment = environment;
        this.members = members;
        this.registerMembers = registerMembers;
        this.passwords = passwords;
        this.ids = ids;
        this.clock = clock;
    }

    @Test
    void the_local_malls_administrator_can_log_in() {
        var own = api.get("/api/users/me", bearer(api.administratorToken()));

        assertThat(own.text("email")).isEqualTo("admin@winemall.local");
    }

    @Test
    void instances_that_start_together_make_one_and_the_next_start_changes_nothing() {
        AtOnce.people(
                6,
                instance -> {
                    start("chief@example.test", "password of instance " + instance);
                    return instance;
                });
        var first = members.findByEmailKey("chief@example.test").orElseThrow();

        start("Chief@Example.test", "changed in the configuration");

        var still = members.findByEmailKey("chief@example.test").orElseThrow();
        assertThat(still.id()).isEqualTo(first.id());
        assertThat(still.passwordHash()).isEqualTo(first.passwordHash());
        assertThat(still.administrator()).isTrue();
    }

    @Test
    void a_member_is_not_made_administrator_behind_their_back() {
        var member = api.aMember();

        start(member.email(), "a fine password");

        assertThat(members.findByEmailKey(member.email().toLowerCase(Locale.ROOT)))
                .hasValueSatisfying(same -> assertThat(same.administrator()).isFalse());
    }

    private void start(String email, String password) {
        new FirstAdministrator(
                        new AdminSettings(email, new Secret(password)),
                        environment,
                        members,
                        registerMembers,
                        passwords,
                        ids,
                        clock)
                .run(new DefaultApplicationArguments());
    }
}
