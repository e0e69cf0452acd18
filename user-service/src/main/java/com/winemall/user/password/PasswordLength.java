package com.winemall.user.password;

import com.winemall.starter.secret.Secret;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;

/// How many characters a password may have. A new one has to have all of the ten; one that is only
/// compared may have been anything, and a short one is simply wrong.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
@Constraint(validatedBy = PasswordLength.Validator.class)
public @interface PasswordLength {

    int MIN = 10;
    int MAX = 128;

    int min() default MIN;

    int max() default MAX;

    String message() default "must have {min} to {max} characters";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /// Counts characters as people do, not as Java stores them.
    final class Validator implements ConstraintValidator<PasswordLength, Secret> {

        private int min;
        private int max;

        @Override
        public void initialize(PasswordLength bounds) {
            min = bounds.min();
            max = bounds.max();
        }

        @Override
        public boolean isValid(@Nullable Secret password, ConstraintValidatorContext context) {
            return password == null || fits(password, min, max);
        }

        /// Whether this can be somebody's password from now on.
        public static boolean suitsNew(Secret password) {
            return fits(password, MIN, MAX);
        }

        private static boolean fits(Secret password, int min, int max) {
            var text = password.value();
            int length = text.codePointCount(0, text.length());
            return min <= length && length <= max;
        }
    }
}
