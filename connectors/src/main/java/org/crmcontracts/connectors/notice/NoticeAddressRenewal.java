package org.crmcontracts.connectors.notice;

/** @param version under which addresses are given out from now on; those of earlier ones are refused */
public record NoticeAddressRenewal(int version) {}
