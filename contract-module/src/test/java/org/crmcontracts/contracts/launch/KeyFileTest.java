package org.crmcontracts.contracts.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileTest {
    @TempDir
    Path folder;

    /** Makes the key as a node does, and prints it. */
    public static final class Starting {
        public static void main(String[] args) throws IOException {
            System.out.println(KeyFile.readOrCreate(
                    Path.of(args[0]), () -> UUID.randomUUID().toString()));
        }
    }

    @Test
    void nodesThatStartTogetherGetOneKey() throws Exception {
        Path file = folder.resolve("data").resolve("key.json");
        List<Process> nodes = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            nodes.add(new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Starting.class.getName(),
                            file.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start());
        }
        Set<String> keys = new HashSet<>();
        for (Process node : nodes) {
            keys.add(new String(node.getInputStream().readAllBytes()).strip());
            assertThat(node.waitFor()).isZero();
        }
        assertThat(keys).containsExactly(Files.readString(file));
        assertThat(keys.iterator().next()).isNotEmpty();
    }

    @Test
    void onlyItsOwnerReadsItAndNothingElseIsLeft() throws IOException {
        Path file = folder.resolve("key.json");
        String key = KeyFile.readOrCreate(file, () -> "secret");
        assertThat(KeyFile.readOrCreate(file, () -> "another")).isEqualTo(key).isEqualTo("secret");
        assertThat(Files.getPosixFilePermissions(file))
                .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.map(path -> path.getFileName().toString()).collect(Collectors.toSet()))
                    .containsExactlyInAnyOrder("key.json", "key.json.lock");
        }
    }
}
