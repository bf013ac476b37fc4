package org.crmcontracts.contracts.app;

import jakarta.inject.Inject;
import jakarta.servlet.GenericServlet;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;

/**
 * Starts the background work as the last step of the deployment; answers no request.
 *
 * <p>Not an observer of the application's start: Payara closes all open JARs of the application at the end of the
 * deployment, and a thread that loads a class in that moment fails with "zip file closed".
 */
public class StartUp extends GenericServlet {
    private static final long serialVersionUID = 1L;

    @Inject
    private transient Migrations migrations;

    @Override
    public void init() {
        migrations.start();
    }

    @Override
    public void service(ServletRequest request, ServletResponse response) {
        throw new UnsupportedOperationException("no address leads here");
    }
}
