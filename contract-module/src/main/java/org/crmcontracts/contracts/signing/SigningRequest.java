package org.crmcontracts.contracts.signing;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.crmcontracts.contracts.terms.Faults;
import org.jspecify.annotations.Nullable;

/** Who signed when, and the scan that shows it. */
public record SigningRequest(@Nullable UUID documentId, @Nullable List<Person> signatories) {
    private static final int MAX_TEXT = 200;
    private static final int MAX_SIGNATORIES = 20;

    /** One person who signed. */
    public record Person(
            Signatory.@Nullable Side side,
            @Nullable String name,
            @Nullable String title,
            @Nullable LocalDate signedOn) {}

    /** {@code INPUT_INVALID} unless both sides signed, and none of them after today. */
    List<Signatory> checked(LocalDate today) {
        List<Person> given = signatories == null ? List.of() : signatories;
        Faults faults = new Faults().present(documentId, "/documentId");
        faults.require(given.size() <= MAX_SIGNATORIES, "/signatories", "TOO_MANY", Map.of("max", MAX_SIGNATORIES));
        for (Signatory.Side side : Signatory.Side.values()) {
            faults.require(
                    given.stream().anyMatch(person -> person.side() == side), "/signatories", "SIDE_MISSING_" + side);
        }
        List<Signatory> checked = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            Person person = given.get(i);
            String pointer = "/signatories/" + i;
            faults.present(person.side(), pointer + "/side");
            faults.text(person.name(), pointer + "/name", MAX_TEXT);
            faults.optionalText(person.title(), pointer + "/title", MAX_TEXT);
            LocalDate day = person.signedOn();
            faults.present(day, pointer + "/signedOn");
            faults.require(day == null || !day.isAfter(today), pointer + "/signedOn", "IN_THE_FUTURE");
            faults.require(day == null || day.getYear() >= 1900, pointer + "/signedOn", "DATE_OUT_OF_RANGE");
            if (person.side() != null && person.name() != null && day != null) {
                checked.add(new Signatory(person.side(), person.name().strip(), person.title(), day));
            }
        }
        faults.refuse();
        return checked;
    }
}
