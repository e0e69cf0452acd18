package com.winemall.product.replenishment.kafka;

import com.winemall.contracts.Topics;
import com.winemall.product.replenishment.AskFactoryHandler;
import com.winemall.product.replenishment.AskFactoryHandler.GivenUp;
import com.winemall.product.replenishment.AskFactoryHandler.Settled;
import com.winemall.product.replenishment.AskFactoryHandler.TryLater;
import com.winemall.product.replenishment.ReplenishmentSettings;
import com.winemall.starter.messaging.MessageCodec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.listener.AcknowledgingMessageListener;
import org.springframework.kafka.support.Acknowledgment;

/// Makes one of the tries of each request. It has a topic and a thread of its own, on which it may
/// wait for the factory, or for a request's time to come, without anybody waiting for it.
final class FactoryWorker implements AcknowledgingMessageListener<String, byte[]> {

    private final int number;
    private final AskFactoryHandler handler;
    private final WorkRecords records;
    private final ReplenishmentSettings settings;
    private final MessageCodec codec;

    /// @param number of the try, from 1
    FactoryWorker(
            int number,
            AskFactoryHandler handler,
            WorkRecords records,
            ReplenishmentSettings settings,
            MessageCodec codec) {
        this.number = number;
        this.handler = handler;
        this.records = records;
        this.settings = settings;
        this.codec = codec;
    }

    @Override
    public void onMessage(
            ConsumerRecord<String, byte[]> record, @Nullable Acknowledgment acknowledgment) {
        if (acknowledgment == null) {
            throw new IllegalStateException("records are acknowledged one by one");
        }
        var wait = records.wait(record);
        if (wait.isPositive()) {
            acknowledgment.nack(wait);
            return;
        }
        var request = codec.decode(Topics.PRODUCT_REPLENISHMENTS, record).message();
        switch (handler.handle(request, number)) {
            case Settled() -> {}
            case TryLater(var reason) ->
                    records.tryLater(
                            record, number + 1, settings.retryDelays().get(number - 1), reason);
            case GivenUp(var reason) -> throw new FactoryGaveNothing(reason);
        }
        acknowledgment.acknowledge();
    }
}
