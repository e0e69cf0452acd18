package com.winemall.planted.names;

interface OrdersImpl {}
