package com.winemall.planted.names;

interface StockManager {}
