package com.winemall.planted.rows;

import org.springframework.jdbc.core.simple.JdbcClient;

final class StreamsRows {

    long count(JdbcClient jdbc) {
        return jdbc.sql("select 1").query(Long.class).stream().count();
    }
}
