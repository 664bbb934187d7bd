package io.ansatz.runner.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessorTest {

    @TempDir
    private Path folder;

    @Test
    void linuxNamesTheModel() throws IOException {
        assertThat(
                        linux(
                                "processor\t: 0\nmodel\t\t: 1\nmodel name\t: AMD EPYC  7763 64-Core Processor \nprocessor\t: 1\n"))
                .isEqualTo("AMD EPYC 7763 64-Core Processor, amd64");
    }

    @Test
    void withoutAModelTheArchitectureIsAllThatIsSaid() throws IOException {
        assertThat(linux("processor\t: 0\nBogoMIPS\t: 243.75\n")).isEqualTo("amd64");
        assertThat(linux("model name\t: \n")).isEqualTo("amd64");
        assertThat(new Processor("Linux", "aarch64", Map.of(), folder.resolve("none")))
                .hasToString("aarch64");
        assertThat(new Processor("Windows 11", "amd64", Map.of(), folder)).hasToString("amd64");
    }

    @Test
    void windowsHasAVariable() {
        var variables = Map.of("PROCESSOR_IDENTIFIER", "Intel64 Family 6 Model 106 Stepping 6, GenuineIntel");

        assertThat(new Processor("Windows 11", "amd64", variables, folder))
                .hasToString("Intel64 Family 6 Model 106 Stepping 6, GenuineIntel, amd64");
    }

    private String linux(String cpus) throws IOException {
        return new Processor("Linux", "amd64", Map.of(), Files.writeString(folder.resolve("cpuinfo"), cpus)).toString();
    }
}
