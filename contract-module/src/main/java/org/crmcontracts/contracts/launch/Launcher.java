package org.crmcontracts.contracts.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The main class of the distribution.
 *
 * <p>Payara Micro stands on the class path, as it asks to. Our own libraries (driver, migrations, demo) live in a class
 * loader beside it: on the class path the server would find our copies of Jackson and of the {@code tenants} module
 * before those of the WAR.
 */
public final class Launcher {
    private Launcher() {}

    public static void main(String[] args) throws Exception {
        Path home = home();
        ClassLoader libraries = loader("crm-contracts-libraries", jars(home));
        if (args.length > 0) {
            System.exit((Integer) Class.forName("org.crmcontracts.contracts.launch.Commands", true, libraries)
                    .getMethod("run", String[].class)
                    .invoke(null, (Object) args));
        }
        Runnable announce = (Runnable) call(libraries, "org.crmcontracts.contracts.launch.Services", "start");
        startServer(home);
        announce.run();
    }

    private static void startServer(Path home) throws Exception {
        Class<?> micro = Class.forName("fish.payara.micro.PayaraMicro");
        String port = System.getProperty("http.port", "8080");
        List<String> options = new ArrayList<>(List.of(
                "--nocluster",
                "--nohostaware",
                "--disablephonehome",
                "--port",
                port,
                "--contextroot",
                "/",
                "--deploy",
                home.resolve("crm-contracts.war").toString()));
        String commands = System.getProperty("crm.server.commands");
        if (commands != null) {
            // Pools that the server makes need the driver on its own class path.
            options.addAll(List.of("--addlibs", driver(home).toString(), "--postbootcommandfile", commands));
        }
        micro.getMethod("main", String[].class).invoke(null, (Object) options.toArray(String[]::new));
    }

    private static Object call(ClassLoader loader, String type, String method) throws Exception {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(loader);
        try {
            return Class.forName(type, true, loader).getMethod(method).invoke(null);
        } catch (InvocationTargetException e) {
            System.err.println("CRM Contracts could not start: " + e.getCause());
            e.getCause().printStackTrace();
            System.exit(1);
            return e;
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    private static List<Path> jars(Path home) throws IOException {
        List<Path> jars = new ArrayList<>(List.of(home.resolve("crm-contracts.jar")));
        try (Stream<Path> lib = Files.list(home.resolve("lib"))) {
            lib.filter(p -> p.toString().endsWith(".jar")).sorted().forEach(jars::add);
        }
        return jars;
    }

    private static Path driver(Path home) throws IOException {
        return jars(home).stream()
                .filter(jar -> jar.getFileName().toString().startsWith("postgresql-"))
                .findFirst()
                .orElseThrow();
    }

    private static ClassLoader loader(String name, List<Path> jars) {
        URL[] urls = jars.stream().map(Launcher::url).toArray(URL[]::new);
        return new URLClassLoader(name, urls, ClassLoader.getPlatformClassLoader());
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path home() throws Exception {
        URI self = Launcher.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI();
        return Path.of(self).toAbsolutePath().getParent();
    }
}
