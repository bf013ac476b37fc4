package org.crmcontracts.connectors.zoho;

/** What Zoho answered, not yet judged: the HTTP status and the body as text, empty where there is none. */
record ZohoAnswer(int status, String body) {}
