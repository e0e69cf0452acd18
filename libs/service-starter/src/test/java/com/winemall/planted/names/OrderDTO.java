package com.winemall.planted.names;

interface OrderDTO {}
