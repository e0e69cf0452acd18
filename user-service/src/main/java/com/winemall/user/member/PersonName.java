package com.winemall.user.member;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;

/// What somebody may call themselves: 1 to 100 characters one can see, of any language. It is kept
/// and given back exactly as it was written; making it harmless is up to who shows it.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
@Constraint(validatedBy = PersonName.Validator.class)
@interface PersonName {

    String message() default "must have 1 to 100 printable characters";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    final class Validator implements ConstraintValidator<PersonName, String> {

        private static final int LENGTH_MAX = 100;
        private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
        private static final int ZERO_WIDTH_JOINER = 0x200D;

        @Override
        public boolean isValid(@Nullable String name, ConstraintValidatorContext context) {
            return name == null || isShown(name);
        }

        private static boolean isShown(String name) {
            return name.codePoints().anyMatch(character -> !Character.isSpaceChar(character))
                    && name.codePointCount(0, name.length()) <= LENGTH_MAX
                    && name.codePoints().allMatch(Validator::isPrintable);
        }

        /// Of the invisible ones only those that scripts and emoji are joined with: the others move
        /// text around, or cannot be stored.
        private static boolean isPrintable(int character) {
            return switch (Character.getType(character)) {
                case Character.CONTROL,
                        Character.SURROGATE,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR ->
                        false;
                case Character.FORMAT ->
                        character == ZERO_WIDTH_NON_JOINER || character == ZERO_WIDTH_JOINER;
                default -> true;
            };
        }
    }
}
