package com.winemall.coupon.claim;

import com.winemall.starter.commit.GroupCommit;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionOperations;

@Configuration(proxyBeanMethods = false)
class ClaimConfiguration {

    @Bean
    GroupCommit<ClaimCoupon, ClaimOutcome> claimsTogether(
            TransactionOperations transaction, ClaimCouponHandler handler, ClaimSettings settings) {
        return new GroupCommit<>(
                "claims",
                transaction,
                handler::handle,
                settings.batchMax(),
                settings.linger(),
                settings.queueMax());
    }
}
