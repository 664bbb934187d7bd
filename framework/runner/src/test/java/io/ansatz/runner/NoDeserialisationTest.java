package io.ansatz.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.Test;

/**
 * Java's own way of reading objects runs code of whoever wrote the bytes. So nothing here uses it, and neither does what is
 * called from here in libraries, as far as their bytecode tells.
 */
class NoDeserialisationTest {

    /** What makes objects out of bytes; whatever else does uses one of these. */
    private static final Set<String> READERS = Set.of(
            "java/io/ObjectInputStream", "java/io/ObjectInput", "java/beans/XMLDecoder", "java/rmi/MarshalledObject");

    private record Method(String owner, String name, String descriptor) {

        @Override
        public String toString() {
            return owner.replace('/', '.') + "." + name;
        }
    }

    private final Map<String, Map<String, List<Method>>> classes = new HashMap<>();
    private final Map<String, String> parents = new HashMap<>();

    @Test
    void nothingThatIsReachedFromHereReadsSerialisedObjects() throws IOException {
        List<String> ours = ownClasses();

        assertThat(ours).hasSizeGreaterThan(100);
        assertThat(readersReachedFrom(ours)).isEmpty();
    }

    @Test
    void theSearchFindsThemWhereTheyAre() throws IOException {
        assertThat(readersReachedFrom(List.of("org/deeplearning4j/util/ModelSerializer")))
                .anySatisfy(path -> assertThat(path)
                        .startsWith("org.deeplearning4j.util.ModelSerializer.")
                        .endsWith(" -> java.io.ObjectInputStream.readObject"));
    }

    /** Follows every call as it is written; which override it meets when it runs, bytecode does not tell. */
    private Set<String> readersReachedFrom(List<String> owners) throws IOException {
        var waiting = new ArrayDeque<Method>();
        var reachedFrom = new LinkedHashMap<Method, Method>();
        for (String owner : owners) {
            for (String method : calls(owner).keySet()) {
                int split = method.indexOf('(');
                var start = new Method(owner, method.substring(0, split), method.substring(split));
                reachedFrom.put(start, start);
                waiting.add(start);
            }
        }
        var found = new TreeSet<String>();
        while (!waiting.isEmpty()) {
            Method method = waiting.remove();
            for (Method call : called(method)) {
                if (READERS.contains(call.owner())) {
                    found.add(path(method, reachedFrom) + " -> " + call);
                } else if (!ofThePlatform(call.owner()) && reachedFrom.putIfAbsent(call, method) == null) {
                    waiting.add(call);
                }
            }
        }
        return found;
    }

    private static String path(Method method, Map<Method, Method> reachedFrom) {
        var path = new StringBuilder(method.toString());
        Method one = method;
        while (!reachedFrom.get(one).equals(one)) {
            one = reachedFrom.get(one);
            path.insert(0, one + " -> ");
        }
        return path.toString();
    }

    /** What a method calls, where it is declared or inherited from. */
    private List<Method> called(Method method) throws IOException {
        String owner = method.owner();
        while (owner != null && !ofThePlatform(owner)) {
            List<Method> calls = calls(owner).get(method.name() + method.descriptor());
            if (calls != null) {
                return calls;
            }
            owner = parents.get(owner);
        }
        return List.of();
    }

    private static boolean ofThePlatform(String owner) {
        return owner.startsWith("java/")
                || owner.startsWith("javax/")
                || owner.startsWith("jdk/")
                || owner.startsWith("sun/");
    }

    /** The methods of a class, and what each calls; none where the class is not there. */
    private Map<String, List<Method>> calls(String owner) throws IOException {
        Map<String, List<Method>> known = classes.get(owner);
        if (known != null) {
            return known;
        }
        var methods = new HashMap<String, List<Method>>();
        classes.put(owner, methods);
        try (InputStream file = NoDeserialisationTest.class.getClassLoader().getResourceAsStream(owner + ".class")) {
            if (file != null) {
                new ClassReader(file).accept(new Calls(owner, methods), ClassReader.SKIP_DEBUG);
            }
        }
        return methods;
    }

    private final class Calls extends ClassVisitor {

        private final String owner;
        private final Map<String, List<Method>> methods;

        Calls(String owner, Map<String, List<Method>> methods) {
            super(Opcodes.ASM9);
            this.owner = owner;
            this.methods = methods;
        }

        @Override
        public void visit(int version, int access, String name, String signature, String parent, String[] interfaces) {
            parents.put(owner, parent);
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] thrown) {
            var calls = new ArrayList<Method>();
            methods.put(name + descriptor, calls);
            return new MethodVisitor(Opcodes.ASM9) {
                @Override
                public void visitMethodInsn(int code, String target, String called, String type, boolean ofInterface) {
                    calls.add(new Method(target, called, type));
                }

                @Override
                public void visitInvokeDynamicInsn(String called, String type, Handle bootstrap, Object... arguments) {
                    for (Object argument : arguments) {
                        if (argument instanceof Handle handle) {
                            calls.add(new Method(handle.getOwner(), handle.getName(), handle.getDesc()));
                        }
                    }
                }
            };
        }
    }

    /** Every class of ours on the class path, tests apart. */
    private static List<String> ownClasses() throws IOException {
        var names = new ArrayList<String>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path place = Path.of(entry);
            if (place.endsWith("test-classes") || !Files.exists(place)) {
                continue;
            }
            if (Files.isDirectory(place)) {
                addClasses(place, names);
            } else {
                try (var jar = FileSystems.newFileSystem(place)) {
                    addClasses(jar.getPath("/"), names);
                }
            }
        }
        return names;
    }

    private static void addClasses(Path root, List<String> names) throws IOException {
        Path ours = root.resolve("io").resolve("ansatz");
        if (!Files.isDirectory(ours)) {
            return;
        }
        try (var files = Files.walk(ours)) {
            files.map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .filter(name -> name.endsWith(".class"))
                    .forEach(name -> names.add(name.substring(0, name.length() - ".class".length())));
        }
    }
}
