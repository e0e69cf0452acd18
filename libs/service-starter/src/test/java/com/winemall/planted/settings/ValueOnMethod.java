package com.winemall.planted.settings;

import org.springframework.beans.factory.annotation.Value;

interface ValueOnMethod {

    @Value("${planted.limit}")
    void limit(int limit);
}
