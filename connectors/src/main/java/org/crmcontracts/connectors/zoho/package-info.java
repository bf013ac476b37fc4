/** Zoho CRM, API v8: transport by Camel routes, login, paging and the meaning of its answers. No database here. */
@NullMarked
package org.crmcontracts.connectors.zoho;

import org.jspecify.annotations.NullMarked;
