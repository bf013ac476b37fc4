package org.crmcontracts.tenants.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands between a client and a server on this machine and counts how often the client sends and then waits. */
public final class RoundTrips implements AutoCloseable {
    private final ServerSocket listening;
    private final int target;
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicBoolean answered = new AtomicBoolean(true);

    public RoundTrips(int target) throws IOException {
        this.target = target;
        this.listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    public int port() {
        return listening.getLocalPort();
    }

    /** Round trips since the last call. */
    public int take() {
        return count.getAndSet(0);
    }

    private void accept() {
        try {
            while (!listening.isClosed()) {
                Socket client = listening.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                start(() -> pass(client, server, true));
                start(() -> pass(server, client, false));
            }
        } catch (IOException e) {
            // Closed: nobody is served any more.
        }
    }

    private void pass(Socket from, Socket to, boolean fromClient) {
        byte[] buffer = new byte[8192];
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (fromClient && answered.getAndSet(false)) {
                    count.incrementAndGet();
                } else if (!fromClient) {
                    answered.set(true);
                }
                out.write(buffer, 0, read);
                out.flush();
            }
        } catch (IOException e) {
            // One side hung up, so the other is closed as well.
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "round-trips");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
