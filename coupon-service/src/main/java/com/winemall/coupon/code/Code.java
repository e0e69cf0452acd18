package com.winemall.coupon.code;

import com.winemall.contracts.CouponCode;
import java.util.Optional;

/// A coupon's code as it is stored and compared: sixteen symbols of Crockford's base 32, which is
/// eighty bits. People may type it in any case, with or without hyphens, and with the letters that
/// look like digits.
///
/// @param symbols without what is only for reading
public record Code(String symbols) implements Comparable<Code> {

    static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    static final int LENGTH = 16;

    private static final int GROUP = 4;

    /// More than anybody types for a code, hyphens and spaces included.
    private static final int TYPED_LENGTH_MAX = 64;

    public Code {
        if (symbols.length() != LENGTH
                || !symbols.chars().allMatch(symbol -> ALPHABET.indexOf(symbol) >= 0)) {
            throw new IllegalArgumentException("no code has " + symbols.length() + " such symbols");
        }
    }

    /// The code somebody typed.
    ///
    /// @return nothing if no coupon can have such a code
    public static Optional<Code> parse(String typed) {
        if (typed.length() > TYPED_LENGTH_MAX) {
            return Optional.empty();
        }
        var symbols = new StringBuilder(LENGTH);
        for (int i = 0; i < typed.length(); i++) {
            char letter = typed.charAt(i);
            if (letter == '-' || letter == ' ') {
                continue;
            }
            char symbol = symbolOf(letter);
            if (ALPHABET.indexOf(symbol) < 0) {
                return Optional.empty();
            }
            symbols.append(symbol);
        }
        return symbols.length() == LENGTH
                ? Optional.of(new Code(symbols.toString()))
                : Optional.empty();
    }

    public static Optional<Code> of(CouponCode code) {
        return parse(code.value());
    }

    /// As people read it: in groups of four.
    public CouponCode readable() {
        var groups = new StringBuilder(symbols);
        for (int end = LENGTH - GROUP; end > 0; end -= GROUP) {
            groups.insert(end, '-');
        }
        return new CouponCode(groups.toString());
    }

    private static char symbolOf(char letter) {
        char upper = letter >= 'a' && letter <= 'z' ? (char) (letter - 'a' + 'A') : letter;
        return switch (upper) {
            case 'I', 'L' -> '1';
            case 'O' -> '0';
            default -> upper;
        };
    }

    @Override
    public int compareTo(Code other) {
        return symbols.compareTo(other.symbols);
    }

    @Override
    public String toString() {
        return symbols;
    }
}
