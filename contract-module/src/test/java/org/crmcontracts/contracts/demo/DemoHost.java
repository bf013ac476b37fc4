package org.crmcontracts.contracts.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;

/**
 * A make-believe host CRM: it signs its user in, mints a token for the module and shows the module's elements on its
 * own page, from another origin than the module's.
 */
final class DemoHost {
    private final String base;
    private final String hostUrl;
    private final DemoKeys keys;
    private final List<DemoTenant> tenants;

    DemoHost(String base, String hostUrl, DemoKeys keys, List<DemoTenant> tenants) {
        this.base = base;
        this.hostUrl = hostUrl;
        this.keys = keys;
        this.tenants = tenants;
    }

    void start(int port) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(Executors.newFixedThreadPool(4, body -> {
            Thread thread = new Thread(body, "demo-host");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/token", this::token);
        server.createContext("/open", this::open);
        server.createContext("/", this::page);
        server.start();
    }

    private void token(HttpExchange exchange) throws IOException {
        Visit visit = visit(exchange);
        answer(exchange, 200, "application/json", "{\"token\":\"" + mint(visit) + "\"}");
    }

    private void open(HttpExchange exchange) throws IOException {
        Visit visit = visit(exchange);
        String signIn = hostUrl + "/open?tenant=" + visit.tenant().key() + "&user="
                + visit.person().role();
        String route = visit.parameters().getOrDefault("return", "#/contracts").replaceFirst("^#", "");
        exchange.getResponseHeaders()
                .set(
                        "Location",
                        base + "/#access_token=" + mint(visit) + "&sign_in=" + encode(signIn) + "&return="
                                + encode("#" + route));
        answer(exchange, 302, "text/plain", "");
    }

    private void page(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestURI().getPath().equals("/")) {
            answer(exchange, 404, "text/plain", "Not here");
            return;
        }
        Visit visit = visit(exchange);
        try (InputStream template = DemoHost.class.getResourceAsStream("host.html")) {
            String html = new String(template.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("${base}", base)
                    .replace("${tenant}", visit.tenant().key())
                    .replace("${company}", visit.tenant().name())
                    .replace("${user}", visit.person().role())
                    .replace("${name}", visit.tenant().displayName(visit.person()))
                    .replace("${locale}", visit.tenant().languageTag())
                    .replace(
                            "${tenants}",
                            options(
                                    visit.tenant().key(),
                                    tenants.stream()
                                            .map(t -> new String[] {t.key(), t.name()})
                                            .toList()))
                    .replace(
                            "${people}",
                            options(
                                    visit.person().role(),
                                    DemoTenant.PEOPLE.stream()
                                            .map(p -> new String[] {
                                                p.role(), visit.tenant().displayName(p) + " · " + p.role()
                                            })
                                            .toList()));
            answer(exchange, 200, "text/html; charset=utf-8", html);
        }
    }

    private static String options(String chosen, List<String[]> pairs) {
        StringBuilder html = new StringBuilder();
        for (String[] pair : pairs) {
            html.append("<option value=\"").append(pair[0]).append('"');
            html.append(pair[0].equals(chosen) ? " selected>" : ">")
                    .append(pair[1])
                    .append("</option>");
        }
        return html.toString();
    }

    private record Visit(DemoTenant tenant, DemoTenant.Person person, Map<String, String> parameters) {}

    private Visit visit(HttpExchange exchange) {
        Map<String, String> parameters = new HashMap<>();
        String query = exchange.getRequestURI().getRawQuery();
        for (String pair : query == null ? new String[0] : query.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                parameters.put(
                        pair.substring(0, equals),
                        URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        DemoTenant tenant = tenants.stream()
                .filter(t -> t.key().equals(parameters.get("tenant")))
                .findFirst()
                .orElse(tenants.get(0));
        String user = parameters.getOrDefault("user", "sales");
        DemoTenant.Person person = DemoTenant.PEOPLE.stream()
                .filter(p -> p.role().equals(user))
                .findFirst()
                .orElse(DemoTenant.PEOPLE.get(0));
        return new Visit(tenant, person, parameters);
    }

    private String mint(Visit visit) {
        return keys.token(visit.tenant(), visit.person(), hostUrl);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static void answer(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }
}
