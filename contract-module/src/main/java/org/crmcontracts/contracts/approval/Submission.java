package org.crmcontracts.contracts.approval;

import java.time.Instant;
import java.util.UUID;
import org.crmcontracts.contracts.lifecycle.Person;
import org.crmcontracts.contracts.terms.ContentHash;

/** What was submitted, by whom and when. */
record Submission(UUID contractId, UUID contractVersionId, int round, ContentHash hash, Person submitter, Instant at) {}
