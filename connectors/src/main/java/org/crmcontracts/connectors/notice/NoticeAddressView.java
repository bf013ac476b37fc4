package org.crmcontracts.connectors.notice;

import java.net.URI;

/**
 * Where a connection's CRM sends its notices.
 *
 * @param address whoever knows it may try to send notices; each reading gives another, and all of a version are good
 * @param version how often the addresses were renewed, and one more
 */
public record NoticeAddressView(URI address, int version) {}
