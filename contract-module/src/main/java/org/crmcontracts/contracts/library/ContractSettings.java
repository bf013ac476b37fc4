package org.crmcontracts.contracts.library;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.crmcontracts.tenants.settings.SettingCatalogue;
import org.crmcontracts.tenants.settings.SettingDescriptor;
import org.crmcontracts.tenants.settings.SettingGroup;
import org.crmcontracts.tenants.settings.SettingType;
import org.crmcontracts.tenants.settings.SettingTypes;

/** What a tenant may set about contracts. */
@ApplicationScoped
public class ContractSettings implements SettingCatalogue {
    private static final int MAX_PATTERN = 60;
    private static final SettingType<NumberPattern> PATTERN =
            SettingTypes.understood("numberPattern", MAX_PATTERN, NumberPattern::new, NumberPattern::pattern);

    public static final SettingDescriptor<NumberPattern> CONTRACT_NUMBER =
            setting("numbering.contract", SettingGroup.NUMBERING, PATTERN, "{TYPE}-{YYYY}-{SEQ:5}");
    public static final SettingDescriptor<NumberPattern> ARCHIVE_NUMBER =
            setting("numbering.archive", SettingGroup.NUMBERING, PATTERN, "A-{YYYY}-{SEQ:5}");

    /** From the end of the contract. */
    public static final SettingDescriptor<Integer> CONTRACT_YEARS =
            setting("retention.contract-years", SettingGroup.RETENTION, SettingTypes.integer(1, 100), "10");

    public static final SettingDescriptor<Integer> ENDED_DRAFT_YEARS =
            setting("retention.ended-draft-years", SettingGroup.RETENTION, SettingTypes.integer(1, 100), "2");

    /** A file is held in memory while it arrives. */
    public static final SettingDescriptor<Integer> UPLOAD_MEGABYTES =
            setting("limits.upload-megabytes", SettingGroup.LIMITS, SettingTypes.integer(1, 50), "20");

    private static <T> SettingDescriptor<T> setting(
            String name, SettingGroup group, SettingType<T> type, String builtIn) {
        return new SettingDescriptor<>(name, group, type, builtIn, ContractSettings.class);
    }

    @Override
    public List<SettingDescriptor<?>> settings() {
        return List.of(CONTRACT_NUMBER, ARCHIVE_NUMBER, CONTRACT_YEARS, ENDED_DRAFT_YEARS, UPLOAD_MEGABYTES);
    }
}
