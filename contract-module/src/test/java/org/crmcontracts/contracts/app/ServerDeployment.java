package org.crmcontracts.contracts.app;

import java.io.File;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The WAR that Maven built, for Arquillian to deploy: no list of classes to keep in step. */
final class ServerDeployment {
    private ServerDeployment() {}

    static WebArchive war() {
        return ShrinkWrap.createFromZipFile(WebArchive.class, new File(System.getProperty("crm.war")));
    }
}
