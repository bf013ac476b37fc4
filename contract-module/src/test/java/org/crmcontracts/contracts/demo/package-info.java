/** The demo: two tenants, a make-believe host CRM and a Zoho CRM simulator. Test code that the launcher may start. */
package org.crmcontracts.contracts.demo;
