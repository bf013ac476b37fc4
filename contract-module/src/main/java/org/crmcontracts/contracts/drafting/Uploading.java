package org.crmcontracts.contracts.drafting;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import org.crmcontracts.contracts.lifecycle.Changing;
import org.crmcontracts.contracts.lifecycle.Contract;
import org.crmcontracts.contracts.lifecycle.ContractAction;
import org.crmcontracts.contracts.lifecycle.ContractCommand;
import org.crmcontracts.contracts.lifecycle.ContractView;
import org.crmcontracts.contracts.lifecycle.Fact;
import org.crmcontracts.contracts.lifecycle.LifecycleEvent;
import org.crmcontracts.contracts.lifecycle.LifecycleState;
import org.crmcontracts.contracts.lifecycle.Person;
import org.crmcontracts.contracts.terms.Faults;
import org.crmcontracts.tenants.audit.Personal;
import org.crmcontracts.tenants.http.Ids;
import org.crmcontracts.tenants.identity.CurrentCaller;
import org.jspecify.annotations.Nullable;

/** Keeping a file with a contract. */
@ApplicationScoped
@Transactional
public class Uploading {
    private static final int MAX_NAME = 200;

    @Inject
    Changing changing;

    @Inject
    Documents documents;

    @Inject
    CurrentCaller current;

    @Inject
    Ids ids;

    @Inject
    Clock clock;

    /** The document and the contract's version after it. */
    public record Uploaded(ContractView.Document document, long version) {}

    /** {@code INPUT_INVALID} for an unknown kind or no name. */
    static Document.Kind check(@Nullable String kind, @Nullable String name) {
        Document.Kind known = Arrays.stream(Document.Kind.values())
                .filter(k -> k.name().equals(kind))
                .findFirst()
                .orElse(null);
        new Faults()
                .require(known != null, "/kind", "KIND_UNKNOWN")
                .text(name, "/name", MAX_NAME)
                .refuse();
        return known == null ? Document.Kind.ATTACHMENT : known;
    }

    /** A signed scan is taken only while the contract is out for signing. */
    public Uploaded upload(ContractCommand command, Document.Kind kind, String name, Upload file) {
        Map<String, String> request = Map.of("kind", kind.name(), "name", name, "sha256", file.sha256());
        Document[] added = new Document[1];
        return changing.change(
                command,
                ContractAction.UPDATE,
                "contract.upload",
                request,
                contract -> {
                    if (kind == Document.Kind.SIGNED_SCAN && contract.state() != LifecycleState.SIGNING) {
                        throw contract.wrongState(LifecycleEvent.UPLOAD);
                    }
                    contract.upload(clock.instant());
                    added[0] = document(contract, kind, name, file);
                    documents.add(added[0], file.content());
                    return Fact.of(
                            "document.uploaded",
                            Map.of("kind", kind.name(), "name", Personal.of(name), "sha256", file.sha256()));
                },
                Uploaded.class,
                contract -> new Uploaded(Documents.view(added[0]), contract.version()));
    }

    private Document document(Contract contract, Document.Kind kind, String name, Upload file) {
        return new Document(ids.next(), contract.id(), name, kind, file, Person.of(current.get()), clock.instant());
    }
}
