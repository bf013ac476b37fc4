package org.crmcontracts.tenants.admin;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** Why a tenant is no longer served; kept with the operation. */
public record SuspensionRequest(@NotBlank @Size(max = 500) String reason) {}
