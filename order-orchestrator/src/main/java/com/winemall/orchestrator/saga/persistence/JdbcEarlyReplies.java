package com.winemall.orchestrator.saga.persistence;

import static com.winemall.starter.jdbc.Columns.texts;
import static com.winemall.starter.jdbc.Rows.instant;

import com.winemall.contracts.Topic;
import com.winemall.contracts.Topics;
import com.winemall.contracts.reply.SagaReply;
import com.winemall.orchestrator.saga.EarlyReplies;
import com.winemall.starter.messaging.Received;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The table `early_reply`, which is empty nearly always.
@Repository
class JdbcEarlyReplies implements EarlyReplies {

    private final JdbcClient jdbc;
    private final SagaJson json;

    JdbcEarlyReplies(JdbcClient jdbc, SagaJson json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    @Override
    public void keep(Collection<Received<SagaReply>> replies) {
        if (replies.isEmpty()) {
            return;
        }
        jdbc.sql(
                        """
                        insert into early_reply (order_id, message_id, sent_at, traceparent, type, reply)
                        select *
                        from unnest(:orders::uuid[], :ids::text[], :times::timestamptz[],
                                    :traceparents::text[], :types::text[], :replies::jsonb[])
                        on conflict do nothing
                        """)
                .param("orders", texts(replies, received -> received.message().orderId()))
                .param("ids", texts(replies, Received::id))
                .param("times", texts(replies, Received::time))
                .param("traceparents", texts(replies, Received::traceparent))
                .param("types", texts(replies, JdbcEarlyReplies::typeOf))
                .param("replies", texts(replies, received -> json.write(received.message())))
                .update();
    }

    @Override
    public List<Received<SagaReply>> takeOut(Instant sentBefore, int max) {
        return jdbc.sql(
                        """
                        delete from early_reply
                        where (order_id, message_id) in (
                            select early.order_id, early.message_id
                            from early_reply early
                            where early.sent_at < :sentBefore
                               or exists (select from saga where saga.order_id = early.order_id)
                            limit :max
                            for update skip locked)
                        returning *
                        """)
                .param("sentBefore", sentBefore.atOffset(ZoneOffset.UTC))
                .param("max", max)
                .query(this::received)
                .list();
    }

    private Received<SagaReply> received(ResultSet row, int number) throws SQLException {
        var type = Topics.ORCHESTRATOR_REPLIES.types().get(row.getString("type"));
        return new Received<>(
                row.getString("message_id"),
                json.read(row.getString("reply"), Objects.requireNonNull(type)),
                instant(row, "sent_at"),
                row.getString("traceparent"));
    }

    private static String typeOf(Received<SagaReply> received) {
        return Topic.nameOf(received.message().getClass());
    }
}
