package com.winemall.planted.names;

interface OrderDto {}
