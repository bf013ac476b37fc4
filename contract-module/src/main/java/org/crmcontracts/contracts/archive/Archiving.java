package org.crmcontracts.contracts.archive;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.crmcontracts.contracts.library.Library;
import org.crmcontracts.contracts.library.NumberingRule;
import org.crmcontracts.contracts.library.Numbers;
import org.crmcontracts.contracts.lifecycle.Changing;
import org.crmcontracts.contracts.lifecycle.ContractAction;
import org.crmcontracts.contracts.lifecycle.ContractCommand;
import org.crmcontracts.contracts.lifecycle.ContractView;
import org.crmcontracts.contracts.lifecycle.Fact;
import org.crmcontracts.contracts.lifecycle.Person;
import org.crmcontracts.tenants.identity.Caller;
import org.crmcontracts.tenants.identity.CurrentCaller;
import org.crmcontracts.tenants.settings.TenantSettings;

/** Putting a closed contract into the archive, from which on it is only read (I11). */
@ApplicationScoped
@Transactional
public class Archiving {
    @Inject
    Changing changing;

    @Inject
    ArchiveRecords records;

    @Inject
    Library library;

    @Inject
    Numbers numbers;

    @Inject
    CurrentCaller current;

    @Inject
    TenantSettings settings;

    @Inject
    Clock clock;

    public ContractView archive(ContractCommand command, ArchivingRequest request) {
        request.check();
        return changing.change(command, ContractAction.ARCHIVE, "contract.archive", request, contract -> {
            Caller caller = current.get();
            Instant now = clock.instant();
            contract.archive(now);
            int year = LocalDate.ofInstant(now, settings.zone()).getYear();
            String prefix = library.type(contract.type()).numberPrefix();
            String number = numbers.next(NumberingRule.Kind.ARCHIVE, prefix, year);
            records.add(new ArchiveRecord(contract.id(), number, request, Person.of(caller), now));
            return Fact.of("contract.archived", Map.of("archiveNumber", number));
        });
    }
}
