package org.crmcontracts.connectors.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.crmcontracts.connectors.spi.RemoteField;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.junit.jupiter.api.Test;

class MappingSuggestionTest {
    private static RemoteField field(String name, String label, RemoteField.Type type) {
        return new RemoteField(name, label, type, true, false, null, Map.of());
    }

    private static RemoteField text(String name, String label) {
        return field(name, label, RemoteField.Type.TEXT);
    }

    private static List<MappingSuggestion> account(List<RemoteField> fields, String... ours) {
        return MappingSuggestion.of(RemoteKind.ACCOUNT, List.of(ours), fields, Set.of());
    }

    @Test
    void aNameIsFoundWhateverItsForm() {
        for (String name : List.of("Account_Name", "accountName", "ACCOUNT NAME", "account_name__c", "Ａccount＿Name")) {
            assertThat(account(List.of(text("x1", "?"), text(name, "")), "name"))
                    .as(name)
                    .extracting(MappingSuggestion::theirs, MappingSuggestion::likeness)
                    .containsExactly(tuple(name, 1.0));
        }
    }

    @Test
    void aChineseLabelFindsAFieldWhoseNameSaysNothing() {
        List<RemoteField> fields =
                List.of(text("field_1__c", "客户名称"), text("field_2__c", "统一社会信用代码"), text("field_3__c", "联系电话"));

        assertThat(account(fields, "name", "registrationNumber", "phone"))
                .extracting(MappingSuggestion::ours, MappingSuggestion::theirs)
                .containsExactlyInAnyOrder(
                        tuple("name", "field_1__c"),
                        tuple("registrationNumber", "field_2__c"),
                        tuple("phone", "field_3__c"));
    }

    @Test
    void aFieldOfAnotherTypeIsNoneOfOurs() {
        assertThat(account(List.of(field("Phone", "Phone", RemoteField.Type.BOOLEAN)), "phone"))
                .isEmpty();
        assertThat(account(List.of(field("Owner", "Owner", RemoteField.Type.REFERENCE)), "ownerName"))
                .isEmpty();
        assertThat(MappingSuggestion.of(
                        RemoteKind.CONTACT,
                        List.of("account"),
                        List.of(
                                text("Account_Text", "Account"),
                                field("Account_Name", "客户名称", RemoteField.Type.REFERENCE)),
                        Set.of()))
                .extracting(MappingSuggestion::theirs)
                .containsExactly("Account_Name");
    }

    @Test
    void noFieldIsSuggestedTwiceNorOneThatIsMapped() {
        List<RemoteField> fields = List.of(text("Phone", "Phone"), text("Email", "Email"));

        assertThat(MappingSuggestion.of(RemoteKind.CONTACT, List.of("phone", "email"), fields, Set.of("Email")))
                .extracting(MappingSuggestion::ours)
                .containsExactly("phone");
        assertThat(account(List.of(text("Company_Name", "公司名称")), "name", "website"))
                .hasSize(1);
    }

    @Test
    void whatIsNotLikeEnoughIsNotSuggested() {
        assertThat(account(List.of(text("Description", "Remarks"), text("Annual_Revenue", "年营收")), "name", "phone"))
                .isEmpty();
    }

    @Test
    void theCloserOfTwoIsSuggested() {
        assertThat(account(List.of(text("Parent_Phone", "Phone of the parent"), text("Phone", "Phone")), "phone"))
                .extracting(MappingSuggestion::theirs)
                .containsExactly("Phone");
    }
}
