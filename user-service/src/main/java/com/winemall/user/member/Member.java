package com.winemall.user.member;

import com.winemall.contracts.CustomerId;
import com.winemall.starter.web.Caller;
import jakarta.persistence.Access;
import jakarta.persistence.AccessType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;

/// Somebody who joined, and has not left.
@Entity
@Access(AccessType.FIELD)
public class Member {

    @Id private UUID id;

    private String email;

    /// Made by the database from the address.
    @Column(insertable = false, updatable = false)
    private String emailKey;

    private String name;
    private String passwordHash;

    @Enumerated(EnumType.STRING)
    private Language locale;

    @Enumerated(EnumType.STRING)
    private Grade grade;

    private boolean administrator;

    /// What events about this member are ordered by.
    @Version private long version;

    private Instant createdAt;

    @SuppressWarnings("NullAway.Init") // Hibernate fills it from a row without nulls.
    protected Member() {}

    public CustomerId id() {
        return new CustomerId(id);
    }

    public String email() {
        return email;
    }

    public String name() {
        return name;
    }

    public String passwordHash() {
        return passwordHash;
    }

    public Language locale() {
        return locale;
    }

    public Grade grade() {
        return grade;
    }

    public long version() {
        return version;
    }

    public Instant createdAt() {
        return createdAt;
    }

    /// Whom an access token of this member speaks for.
    public Caller asCaller() {
        return new Caller(id(), name, administrator);
    }

    public boolean administrator() {
        return administrator;
    }

    /// @return whether anything is different now
    boolean describe(String newName, Language newLocale) {
        if (name.equals(newName) && locale == newLocale) {
            return false;
        }
        name = newName;
        locale = newLocale;
        return true;
    }

    /// @return whether they were none before
    boolean becomeVip() {
        if (grade == Grade.VIP) {
            return false;
        }
        grade = Grade.VIP;
        return true;
    }

    void changePassword(String newHash) {
        passwordHash = newHash;
    }
}
