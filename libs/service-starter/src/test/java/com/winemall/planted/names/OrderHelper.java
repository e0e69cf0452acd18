package com.winemall.planted.names;

interface OrderHelper {}
