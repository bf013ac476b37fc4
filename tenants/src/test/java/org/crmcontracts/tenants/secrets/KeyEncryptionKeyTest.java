package org.crmcontracts.tenants.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyEncryptionKeyTest {
    private static final String KEYSET = Keysets.fresh();

    @TempDir
    Path folder;

    @Test
    void theKeyComesFromAFileTheEnvironmentTheSettingOrAService() throws Exception {
        Path file = Files.writeString(folder.resolve("kek.json"), KEYSET);
        String sealed = key(KEYSET, "").seal("text", "for");
        assertThat(key("file:" + file, "").open(sealed, "for")).isEqualTo("text");
        assertThat(key("env:KEK", "").open(sealed, "for")).isEqualTo("text");
        assertThat(key("", KEYSET).open(sealed, "for")).isEqualTo("text");
        KeyEncryptionKey service = key(LocalKeyService.URI, "");
        assertThat(service.open(service.seal("text", "for"), "for")).isEqualTo("text");
        service.check();
    }

    @Test
    void whatTheFormerKeySealedStillOpens() {
        String former = key("", KEYSET).seal("text", "for");
        KeyEncryptionKey now = key(LocalKeyService.URI, KEYSET);
        assertThat(now.open(former, "for")).isEqualTo("text");
        String anew = now.seal("text", "for");
        assertThat(key(LocalKeyService.URI, "").open(anew, "for")).isEqualTo("text");
        assertThatThrownBy(() -> key("", KEYSET).open(anew, "for")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatIsWrongIsSaidWithoutTheKey() throws Exception {
        Path broken = Files.writeString(folder.resolve("broken.json"), KEYSET.substring(0, KEYSET.length() - 9));
        assertFault(key("", ""), "secrets.kek and secrets.keyset are missing");
        assertFault(key("aws-kms://arn:aws:kms:eu:1:key/2", ""), "aws-kms://", "no Tink client");
        assertFault(key("file:" + folder.resolve("none.json"), ""), "none.json", "cannot be read");
        assertFault(key("env:NONE", ""), "NONE", "not set");
        assertFault(key("file:" + broken, ""), "holds no Tink keyset");
        assertFault(key(KEYSET.substring(1), ""), "holds no Tink keyset");
    }

    private static void assertFault(KeyEncryptionKey key, String... words) {
        assertThatThrownBy(key::check)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll(words)
                .satisfies(fault -> {
                    for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
                        assertThat(String.valueOf(cause.getMessage())).doesNotContain("keyData", "primaryKeyId");
                    }
                });
    }

    private static KeyEncryptionKey key(String setting, String former) {
        return new KeyEncryptionKey(Optional.of(setting), Optional.of(former), Map.of("KEK", KEYSET)::get);
    }
}
