package com.winemall.planted.names;

interface BaseOrder {}
