import module java.base;

/// Checks the log of an event's admissions line by line and, if there is one, that a receipt is
/// signed by the shop and agrees with the log.
///
///     java VerifyAdmissions.java <event> <admissions> [<receipt> <receipt keys>]
///
/// The log and the keys are files, as they were downloaded.
void main(String[] arguments) throws Exception {
    var event = arguments[0];
    var lines = Files.readAllLines(Path.of(arguments[1]));
    var previous = sha256(event);
    for (int i = 0; i < lines.size(); i++) {
        require(previous.equals(field(lines.get(i), "previous")), "line " + (i + 1) + " does not follow");
        previous = sha256(lines.get(i));
    }
    require(field(lines.getLast(), "admitted").equals("" + (lines.size() - 1)), "lines are missing");
    if (arguments.length == 2) {
        IO.println((lines.size() - 1) + " admitted");
        return;
    }

    var receipt = arguments[2].split("\\.");
    require(isSigned(receipt, Files.readString(Path.of(arguments[3]))), "the receipt is not signed");
    var claims = new String(decode(receipt[1]));
    require(event.equals(field(claims, "pool")), "the receipt is of another event");
    var number = field(claims, "number");
    var line =
            lines.stream()
                    .filter(it -> number.equals(field(it, "number")))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("nobody is number " + number));
    require(
            sha256(event + ":" + field(claims, "sub")).equals(field(line, "person")),
            "somebody else is number " + number);
    IO.println((lines.size() - 1) + " admitted; the receipt is number " + number);
}

/// ES256: ECDSA on P-256 over `header.claims`.
boolean isSigned(String[] receipt, String keys) throws Exception {
    var curve = AlgorithmParameters.getInstance("EC");
    curve.init(new ECGenParameterSpec("secp256r1"));
    var kid = field(new String(decode(receipt[0])), "kid");
    var key = Stream.of(keys.split("}")).filter(it -> kid.equals(field(it, "kid"))).findFirst();
    var point = new ECPoint(number(key.orElseThrow(), "x"), number(key.orElseThrow(), "y"));
    var signature = java.security.Signature.getInstance("SHA256withECDSAinP1363Format");
    signature.initVerify(
            KeyFactory.getInstance("EC")
                    .generatePublic(
                            new ECPublicKeySpec(
                                    point, curve.getParameterSpec(ECParameterSpec.class))));
    signature.update((receipt[0] + "." + receipt[1]).getBytes());
    return signature.verify(decode(receipt[2]));
}

BigInteger number(String json, String name) {
    return new BigInteger(1, decode(field(json, name)));
}

byte[] decode(String base64) {
    return Base64.getUrlDecoder().decode(base64);
}

String sha256(String text) throws Exception {
    var hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(hash);
}

/// A field of flat JSON; empty if there is none.
String field(String json, String name) {
    var field = Pattern.compile("\"" + name + "\":\"?([^\",}]*)").matcher(json);
    return field.find() ? field.group(1) : "";
}

void require(boolean holds, String otherwise) {
    if (!holds) {
        throw new IllegalStateException(otherwise);
    }
}
