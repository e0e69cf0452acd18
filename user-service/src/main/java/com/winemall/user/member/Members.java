package com.winemall.user.member;

import jakarta.persistence.LockModeType;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/// The members there are. There is no `save`: a change is noticed, and a new one is added by
/// [RegisterMembersHandler], because whether an address is free is for the database to say.
public interface Members extends Repository<Member, UUID> {

    Optional<Member> findById(UUID id);

    /// @param key an [EmailAddress#key()]
    Optional<Member> findByEmailKey(String key);

    boolean existsByEmailKey(String key);

    /// To change them: nobody else does meanwhile, and nobody logs in.
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("from Member member where member.id = :id")
    Optional<Member> lockToChange(UUID id);

    /// To lean on what they are: nobody changes them meanwhile.
    @Lock(LockModeType.PESSIMISTIC_READ)
    @Query("from Member member where member.id = :id")
    Optional<Member> lockToLeanOn(UUID id);

    void delete(Member member);

    void flush();
}
