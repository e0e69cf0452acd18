package com.winemall.local.outside;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class MimeMailTest {

    @Test
    void a_plain_mail_is_its_own_text() {
        var letter =
                read(
                        """
                        From: "Kim, the merchant" <shop@example.com>
                        To: "Lee, Min" <lee@example.com>, park@example.com
                        Cc: choi@example.com
                        Subject: A long
                         subject
                        X-Cause: order 7

                        Hello,

                        two paragraphs
                        """);

        assertThat(letter.from()).isEqualTo("shop@example.com");
        assertThat(letter.recipients())
                .containsExactly("lee@example.com", "park@example.com", "choi@example.com");
        assertThat(letter.subject()).isEqualTo("A long subject");
        assertThat(letter.text()).isEqualTo("Hello,\n\ntwo paragraphs\n");
        assertThat(letter.html()).isEmpty();
        assertThat(letter.headers()).containsOnlyKeys("X-Cause").containsValue("order 7");
    }

    @Test
    void nested_parts_are_looked_through_and_attachments_are_not() {
        var pdf = Base64.getMimeEncoder().encodeToString("no text".getBytes(UTF_8));
        var letter =
                read(
                        """
                        Subject: nested
                        Content-Type: multipart/mixed; boundary=outer

                        This is for readers that know no MIME.
                        --outer
                        Content-Type: multipart/alternative;
                         boundary="in=ner+1"

                        --in=ner+1
                        Content-Type: text/plain; charset=utf-8
                        Content-Transfer-Encoding: base64

                        7JWI64WV
                        --in=ner+1
                        Content-Type: text/html; charset="utf-8"
                        Content-Transfer-Encoding: Quoted-Printable

                        <p style=3D"color:red">caf=C3=A9 =
                        au lait</p>
                        --in=ner+1--
                        --outer
                        Content-Type: text/plain
                        Content-Disposition: attachment; filename="a.txt"
                        Content-Transfer-Encoding: base64

                        %s
                        --outer--
                        trailing words
                        """
                                .formatted(pdf)
                                .replace("\n", "\r\n"));

        assertThat(letter.text()).isEqualTo("안녕");
        assertThat(letter.html()).isEqualTo("<p style=\"color:red\">café au lait</p>");
    }

    @Test
    void other_charsets_are_understood() {
        var head =
                """
                Subject: =?EUC-KR?B?%s?= =?ISO-8859-1?Q?_Ros=E9_=5Fsec=5F?=
                Content-Type: text/plain; charset=EUC-KR

                """
                        .formatted(
                                Base64.getEncoder()
                                        .encodeToString("포도주".getBytes(Charset.forName("EUC-KR"))));
        var body = "안녕하세요".getBytes(Charset.forName("EUC-KR"));

        var letter = MimeMail.read((head + new String(body, ISO_8859_1)).getBytes(ISO_8859_1));

        assertThat(letter.subject()).isEqualTo("포도주 Rosé _sec_");
        assertThat(letter.text()).isEqualTo("안녕하세요");
    }

    @Test
    void what_is_broken_is_shown_as_it_is() {
        assertThat(read("").text()).isEmpty();
        assertThat(read("no header at all").subject()).isEmpty();
        assertThat(read("\nonly a body").text()).isEqualTo("only a body");
        assertThat(read("Subject: =?nonsense?B?QQ==?=\n\n-").subject()).isEqualTo("A");
        assertThat(read("Subject: =?utf-8?X?QQ==?=\n\n-").subject()).isEqualTo("=?utf-8?X?QQ==?=");
        assertThat(read("Content-Type: multipart/mixed\n\nno boundary").text()).isEmpty();
        assertThat(read("Content-Type: multipart/mixed; boundary=a\n\n--a\n\nunfinished").text())
                .isEqualTo("unfinished");
        assertThat(read("Content-Type: multipart/mixed; boundary=a\n\n--ab\n\nother").text())
                .isEmpty();
        assertThat(read("Content-Transfer-Encoding: base64\n\nQUJ").text()).isEqualTo("AB");
        assertThat(read("Content-Transfer-Encoding: quoted-printable\n\n=C3=A9 =ZZ =").text())
                .isEqualTo("é =ZZ =");
    }

    @Test
    void parts_without_end_end() {
        var deep = new StringBuilder("Content-Type: multipart/mixed; boundary=b0\n\n");
        for (int i = 0; i < 500; i++) {
            deep.append(
                    "--b%d\nContent-Type: multipart/mixed; boundary=b%d\n\n".formatted(i, i + 1));
        }

        assertThat(read(deep.toString()).text()).isEmpty();
    }

    private static Letter read(String mail) {
        return MimeMail.read(mail.getBytes(UTF_8));
    }
}
