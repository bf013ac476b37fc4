package org.crmcontracts.tenants.isolation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.concurrent.Callable;

/** The transaction of {@link InTenant}: a bean of its own, as it must begin after the tenant is bound. */
@ApplicationScoped
public class NewTransaction {
    @Transactional(value = Transactional.TxType.REQUIRES_NEW, rollbackOn = Exception.class)
    public <T> T call(Callable<T> body) throws Exception {
        return body.call();
    }

    /** In the running transaction, or in a new one where there is none. */
    @Transactional(value = Transactional.TxType.REQUIRED, rollbackOn = Exception.class)
    public <T> T join(Callable<T> body) throws Exception {
        return body.call();
    }
}
