package org.crmcontracts.tenants.identity;

/** Why a token is not believed; each name is also the key of a localised text. */
public enum TokenFault {
    TOKEN_MALFORMED,
    TOKEN_TOO_LONG,
    TOKEN_ALGORITHM,
    TOKEN_TYPE,
    TOKEN_CRITICAL_HEADER,
    TOKEN_KEY_ID_MISSING,
    TOKEN_ISSUER_UNKNOWN,
    TOKEN_KEYS_TOO_OLD,
    TOKEN_KEY_UNKNOWN,
    TOKEN_KEY_UNFIT,
    TOKEN_SIGNATURE,
    TOKEN_AUDIENCE,
    TOKEN_EXPIRED,
    TOKEN_NOT_YET_VALID,
    TOKEN_CLAIM_WRONG
}
