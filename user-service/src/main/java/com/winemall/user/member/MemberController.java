package com.winemall.user.member;

import com.winemall.contracts.CustomerId;
import com.winemall.starter.FreshIds;
import com.winemall.starter.idempotency.Idempotency;
import com.winemall.starter.secret.Secret;
import com.winemall.starter.web.Caller;
import com.winemall.starter.web.CommonProblem;
import com.winemall.starter.web.InvalidField;
import com.winemall.starter.web.Refused;
import com.winemall.user.UserProblem;
import com.winemall.user.member.ChangeMemberHandler.Change;
import com.winemall.user.member.ChangeMemberHandler.Outcome;
import com.winemall.user.member.ChangeMemberHandler.Replacement;
import com.winemall.user.password.LoginLocked;
import com.winemall.user.password.PasswordLength;
import com.winemall.user.password.Passwords;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Joining, one's own profile, leaving.
@RestController
@RequestMapping("/api/users")
class MemberController {

    private static final Logger log = LoggerFactory.getLogger(MemberController.class);

    private final Members members;
    private final RegisterMembersHandler registerMembers;
    private final ChangeMemberHandler changeMember;
    private final LeaveHandler leave;
    private final Passwords passwords;
    private final Idempotency idempotency;
    private final FreshIds ids;
    private final Clock clock;

    MemberController(
            Members members,
            RegisterMembersHandler registerMembers,
            ChangeMemberHandler changeMember,
            LeaveHandler leave,
            Passwords passwords,
            Idempotency idempotency,
            FreshIds ids,
            Clock clock) {
        this.members = members;
        this.registerMembers = registerMembers;
        this.changeMember = changeMember;
        this.leave = leave;
        this.passwords = passwords;
        this.idempotency = idempotency;
        this.ids = ids;
        this.clock = clock;
    }

    @PostMapping
    @ApiResponse(
            responseCode = "201",
            content = @Content(schema = @Schema(implementation = Profile.class)))
    ResponseEntity<?> signUp(@Valid @RequestBody SignUp body, HttpServletRequest request) {
        var email = new EmailAddress(body.email());
        // Hashed out here because in there a database connection waits. An address that is taken
        // is not worth it; the repetition of the request that took it needs no hash, either.
        var hash = members.existsByEmailKey(email.key()) ? null : passwords.hash(body.password());
        return idempotency.once(
                null,
                request,
                body.meaning(passwords),
                () -> {
                    if (hash == null) {
                        throw taken();
                    }
                    return register(email, body, hash);
                });
    }

    private ResponseEntity<?> register(EmailAddress email, SignUp body, String passwordHash) {
        var member =
                new NewMember(
                        new CustomerId(ids.next()),
                        email,
                        body.name(),
                        passwordHash,
                        body.language(),
                        false,
                        clock.instant().truncatedTo(ChronoUnit.MICROS));
        if (registerMembers.handle(List.of(member)).isEmpty()) {
            throw taken();
        }
        log.atInfo().addKeyValue("customerId", member.id()).log("member joined");
        return ResponseEntity.created(URI.create("/api/users/" + member.id()))
                .body(Profile.of(member));
    }

    @GetMapping("/me")
    Profile own(Caller caller) {
        return members.findById(caller.id().value())
                .map(Profile::of)
                .orElseThrow(MemberController::notAMember);
    }

    /// Where `Location` points after signing up: the same as `/me` for oneself, any member for an
    /// administrator, nothing for anybody else.
    @GetMapping("/{id}")
    Profile one(Caller caller, @PathVariable UUID id) {
        if (!caller.admin() && !caller.id().value().equals(id)) {
            throw nothingHere();
        }
        return members.findById(id).map(Profile::of).orElseThrow(MemberController::nothingHere);
    }

    @PatchMapping("/me")
    Profile change(
            Caller caller, @Valid @RequestBody ProfileChange body, HttpServletResponse response) {
        return switch (changeMember.handle(caller.id(), body.change())) {
            case Outcome.Changed(var profile) -> profile;
            case Outcome.NotAMember() -> throw notAMember();
            // 401 like at login, so that one code has one status.
            case Outcome.WrongPassword() ->
                    throw new Refused(
                            UserProblem.BAD_CREDENTIALS, "The current password is another one");
            case Outcome.Locked(var remaining) -> throw LoginLocked.answer(response, remaining);
        };
    }

    @DeleteMapping("/me")
    ResponseEntity<Void> leave(Caller caller) {
        if (!leave.handle(caller.id())) {
            throw notAMember();
        }
        return ResponseEntity.noContent().build();
    }

    private static Refused taken() {
        return new Refused(UserProblem.EMAIL_TAKEN, "Log in, or use another address");
    }

    private static Refused nothingHere() {
        return new Refused(CommonProblem.NOT_FOUND, "There is no such member to be seen");
    }

    /// 401 rather than 404: to their client it is what it is, a token that is good for nothing any
    /// more.
    private static Refused notAMember() {
        return new Refused(CommonProblem.UNAUTHENTICATED, "The owner of this token has left");
    }

    record SignUp(
            @NotNull @MailAddress String email,
            @NotNull @PasswordLength Secret password,
            @NotNull @PersonName String name,
            @Nullable Language locale) {

        Language language() {
            return Objects.requireNonNullElse(locale, Language.KOREAN);
        }

        /// What makes two sign-ups the same one. It is hashed quickly and kept for days, which the
        /// password itself must not be.
        Map<String, String> meaning(Passwords passwords) {
            return Map.of(
                    "email",
                    email,
                    "password",
                    passwords.fingerprint(password),
                    "name",
                    name,
                    "locale",
                    language().code());
        }
    }

    record ProfileChange(
            @Nullable @PersonName String name,
            @Nullable Language locale,
            @Nullable @PasswordLength Secret password,
            @Nullable @PasswordLength(min = 1) Secret currentPassword) {

        Change change() {
            if (password == null) {
                return new Change(name, locale, null);
            }
            if (currentPassword == null) {
                throw new Refused(
                        CommonProblem.INVALID_REQUEST,
                        "See errors for what is wrong with it",
                        Map.of(
                                "errors",
                                List.of(
                                        new InvalidField(
                                                "currentPassword",
                                                "is needed to change the password"))));
            }
            return new Change(name, locale, new Replacement(currentPassword, password));
        }
    }
}
