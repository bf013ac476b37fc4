package org.crmcontracts.tenants.admin;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** Why an operator does something to a tenant; kept with the operation. */
public record ReasonRequest(@NotBlank @Size(max = 500) String reason) {}
