package com.winemall.firstcome;

import com.winemall.starter.FreshIds;
import com.winemall.starter.ServiceAutoConfiguration;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.resource.Delay;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.data.redis.autoconfigure.ClientResourcesBuilderCustomizer;
import org.springframework.boot.data.redis.autoconfigure.LettuceClientOptionsBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/// Gives a service that has a [PoolOwner] its pools.
@AutoConfiguration(
        after = ServiceAutoConfiguration.class,
        afterName = "org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration")
@ConditionalOnBean(PoolOwner.class)
@EnableConfigurationProperties(FirstComeSettings.class)
public class FirstComeAutoConfiguration {

    private static final Duration RECONNECT_DELAY = Duration.ofMillis(500);

    /// While Redis is away whoever comes is told so at once, instead of waiting for it.
    @Bean
    LettuceClientOptionsBuilderCustomizer refusingWhileRedisIsAway() {
        return options -> options.disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS);
    }

    /// Lettuce itself would be half a minute late.
    @Bean
    ClientResourcesBuilderCustomizer noticingAtOnceThatRedisIsBack() {
        return resources -> resources.reconnectDelay(Delay.constant(RECONNECT_DELAY));
    }

    @Bean
    JdbcPools jdbcPools(JdbcClient jdbc) {
        return new JdbcPools(jdbc);
    }

    @Bean
    JdbcPlaces jdbcPlaces(JdbcClient jdbc) {
        return new JdbcPlaces(jdbc);
    }

    @Bean
    PoolScripts poolScripts(StringRedisTemplate redis, FreshIds ids, FirstComeSettings settings) {
        return new PoolScripts(redis, ids.next().toString(), settings);
    }

    @Bean
    WokenPools wokenPools() {
        return new WokenPools();
    }

    @Bean
    EntryWriter entryWriter(
            JdbcPools pools,
            JdbcPlaces places,
            PoolScripts scripts,
            PoolOwner owner,
            Clock clock,
            WokenPools woken,
            PlatformTransactionManager transactions,
            FirstComeSettings settings) {
        return new EntryWriter(
                pools,
                places,
                scripts,
                owner,
                clock,
                woken,
                new TransactionTemplate(transactions),
                settings);
    }

    @Bean
    Statistics poolStatistics(PoolScripts scripts, JdbcPools pools) {
        return new Statistics(scripts, pools);
    }

    @Bean
    PoolCare poolCare(
            JdbcPools pools,
            JdbcPlaces places,
            PoolScripts scripts,
            EntryWriter writer,
            Statistics statistics,
            PoolOwner owner,
            Clock clock,
            PlatformTransactionManager transactions,
            FirstComeSettings settings) {
        return new PoolCare(
                pools,
                places,
                scripts,
                writer,
                statistics,
                owner,
                clock,
                new TransactionTemplate(transactions),
                settings);
    }

    @Bean
    Pools pools(
            JdbcPools rows,
            JdbcPlaces places,
            PoolScripts scripts,
            PoolCare care,
            WokenPools woken,
            PlatformTransactionManager transactions) {
        return new Pools(rows, places, scripts, care, woken, new TransactionTemplate(transactions));
    }

    @Bean
    Places places(JdbcPools pools, JdbcPlaces places, WokenPools woken, Clock clock) {
        return new Places(pools, places, woken, clock);
    }

    @Bean
    PoolAudits poolAudits(JdbcPools pools, JdbcPlaces places, PoolScripts scripts) {
        return new PoolAudits(pools, places, scripts);
    }

    @Bean
    DriftWatch driftWatch(
            PoolAudits audits,
            Pools pools,
            Clock clock,
            FirstComeSettings settings,
            MeterRegistry meters) {
        return new DriftWatch(audits, pools, clock, settings, meters);
    }

    @Bean
    Keeper poolKeeper(
            WokenPools woken,
            JdbcPools rows,
            JdbcPlaces places,
            PoolScripts scripts,
            PoolCare care,
            Pools pools,
            DriftWatch watch,
            Clock clock,
            FirstComeSettings settings) {
        return new Keeper(woken, rows, places, scripts, care, pools, watch, clock, settings);
    }

    @Bean
    Door door(
            PoolScripts scripts,
            EntryWriter writer,
            JdbcPools pools,
            JdbcPlaces places,
            WokenPools woken,
            FirstComeSettings settings) {
        return new Door(scripts, writer, pools, places, woken, settings);
    }

    @Bean
    PlaceReceipts placeReceipts(FirstComeSettings settings, Environment environment) {
        return new PlaceReceipts(settings.receiptKey(), environment);
    }

    @Bean
    AdmissionLog admissionLog(JdbcPlaces places, JsonMapper json) {
        return new AdmissionLog(places, json);
    }

    @Bean
    LineGauge lineGauge(JdbcClient jdbc, MeterRegistry meters) {
        return new LineGauge(jdbc, meters);
    }
}
