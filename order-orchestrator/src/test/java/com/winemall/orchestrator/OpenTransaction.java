package com.winemall.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import com.winemall.contracts.order.OrderPlaced;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.ToIntFunction;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/// A transaction of somebody else that has a saga's row and does not come to its end: whoever wants
/// the same row hangs, in the middle of a transaction of its own, until this is closed and rolled
/// back.
public final class OpenTransaction implements AutoCloseable {

    private final Connection connection;

    private OpenTransaction(Connection connection) {
        this.connection = connection;
    }

    public static OpenTransaction startingTheSagaOf(OrderPlaced order, DataSource database) {
        return open(
                database,
                statements ->
                        statements
                                .sql(
                                        """
                                        insert into saga (
                                            order_id, customer_id, definition_version, state,
                                            attempts, paused, order_version, version, order_placed,
                                            data, created_at, updated_at)
                                        values (:order, :customer, 1, 'ORDER_PENDING', 0, false, 1,
                                                0, '{}', '{}', now(), now())
                                        """)
                                .param("order", order.orderId().value())
                                .param("customer", order.customerId().value())
                                .update());
    }

    public static OpenTransaction changingTheSagaOf(OrderPlaced order, DataSource database) {
        return open(
                database,
                statements ->
                        statements
                                .sql("update saga set updated_at = now() where order_id = :order")
                                .param("order", order.orderId().value())
                                .update());
    }

    private static OpenTransaction open(DataSource database, ToIntFunction<JdbcClient> written) {
        try {
            var connection = database.getConnection();
            connection.setAutoCommit(false);
            var statements = JdbcClient.create(new SingleConnectionDataSource(connection, true));
            assertThat(written.applyAsInt(statements)).isEqualTo(1);
            return new OpenTransaction(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Whether a transaction of this database hangs.
    public static boolean isWaitedFor(JdbcClient jdbc) {
        return jdbc.sql(
                        """
                        select count(*) > 0
                        from pg_stat_activity
                        where datname = current_database() and wait_event_type = 'Lock'
                        """)
                .query(Boolean.class)
                .single();
    }

    @Override
    public void close() {
        try (connection) {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
