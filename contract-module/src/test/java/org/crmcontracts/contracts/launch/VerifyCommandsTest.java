package org.crmcontracts.contracts.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be checked ends with 2, never with the 1 of something that is bad, and says why. */
class VerifyCommandsTest {
    private interface Command {
        int run(String[] args, PrintStream out);
    }

    @TempDir
    Path folder;

    @Test
    void aFileThatIsNoTextIsNotCheckedAndSaysSo() throws Exception {
        Path zip = Files.write(folder.resolve("export.zip"), new byte[] {'P', 'K', 3, 4, (byte) 0xff, (byte) 0xfe});
        assertThat(said(VerifyReceipt::run, zip)).isEqualTo("2 Cannot be read: it is no text (UTF-8)");
        assertThat(said(VerifyAudit::run, zip)).isEqualTo("2 Cannot be read: it is no text (UTF-8)");
    }

    @Test
    void aFileThatIsNoExportDoesNotFit() throws Exception {
        Path zip = Files.write(folder.resolve("export.zip"), new byte[] {'P', 'K', 3, 4, (byte) 0xff, (byte) 0xfe});
        assertThat(ExportCheck.run(zip.toString())).isEqualTo(1);
        assertThat(ExportCheck.run(Files.createFile(folder.resolve("empty.zip")).toString()))
                .isEqualTo(1);
    }

    @Test
    void aFolderIsNotChecked() {
        assertThat(said(VerifyReceipt::run, folder)).startsWith("2 Cannot be read: ");
        assertThat(said(VerifyAudit::run, folder)).startsWith("2 Cannot be read: ");
        assertThat(ExportCheck.run(folder.toString())).isEqualTo(2);
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        Path none = folder.resolve("none");
        assertThat(said(VerifyReceipt::run, none)).isEqualTo("2 Cannot be read: " + none);
        assertThat(said(VerifyAudit::run, none)).isEqualTo("2 Cannot be read: " + none);
        assertThat(ExportCheck.run(none.toString())).isEqualTo(2);
    }

    private static String said(Command command, Path file) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int code = command.run(new String[] {file.toString()}, new PrintStream(out, true, StandardCharsets.UTF_8));
        return code + " " + out.toString(StandardCharsets.UTF_8).strip();
    }
}
