package org.crmcontracts.contracts.library;

import org.crmcontracts.tenants.settings.SettingDescriptor;

/** How the tenant numbers things (编号规则): one setting for each kind. */
public final class NumberingRule {
    private NumberingRule() {}

    /** What is numbered. */
    public enum Kind {
        CONTRACT(ContractSettings.CONTRACT_NUMBER, "select 1 from contract where number = ?1"),
        ARCHIVE(ContractSettings.ARCHIVE_NUMBER, "select 1 from archive_record where archive_number = ?1");

        private final SettingDescriptor<NumberPattern> setting;
        private final String takenSql;

        Kind(SettingDescriptor<NumberPattern> setting, String takenSql) {
            this.setting = setting;
            this.takenSql = takenSql;
        }

        SettingDescriptor<NumberPattern> setting() {
            return setting;
        }

        /** Finds a row if the number is taken. */
        String takenSql() {
            return takenSql;
        }
    }
}
