package com.winemall.starter.web;

import org.springframework.http.HttpStatus;

/// One way an API says no. Each API lists all of its own in one enum.
public interface Problem {

    /// What clients switch on: stable, upper snake.
    String name();

    HttpStatus status();

    /// The same for every occurrence; what is special about this one is its detail.
    String title();
}
