package com.winemall.planted.names;

interface AbstractOrder {}
