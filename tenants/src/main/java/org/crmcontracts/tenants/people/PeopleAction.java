package org.crmcontracts.tenants.people;

/** What may be done with people, teams and what the host's names mean. */
public enum PeopleAction implements Action {
    READ("people.read"),
    MANAGE("people.manage");

    private final String key;

    PeopleAction(String key) {
        this.key = key;
    }

    @Override
    public String key() {
        return key;
    }
}
