package com.winemall.planted.names;

interface DateUtil {}
