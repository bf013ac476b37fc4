package org.crmcontracts.contracts.library;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;
import org.crmcontracts.tenants.http.Problem;
import org.jspecify.annotations.Nullable;

/** The tenant's types and templates. */
@ApplicationScoped
@Transactional
public class Library {
    @PersistenceContext(unitName = "contracts")
    EntityManager entities;

    public List<ContractType> types() {
        return entities.createQuery("select t from ContractType t order by t.position", ContractType.class)
                .getResultList();
    }

    /** {@code CONTRACT_TYPE_UNKNOWN} if the tenant has no such type. */
    public ContractType type(String key) {
        ContractType type = entities.find(ContractType.class, key);
        if (type == null) {
            throw Problem.of(LibraryProblem.CONTRACT_TYPE_UNKNOWN, "type", key);
        }
        return type;
    }

    /** All templates, or those of one type. */
    public List<TemplateView> templates(@Nullable String type) {
        String where = type == null ? "" : " where t.type = :type";
        TypedQuery<Template> query =
                entities.createQuery("select t from Template t" + where + " order by t.type, t.name", Template.class);
        if (type != null) {
            query.setParameter("type", type);
        }
        return query.getResultList().stream().map(TemplateView::summary).toList();
    }

    /** {@code TEMPLATE_NOT_FOUND} if there is none. */
    public Template template(UUID id) {
        Template template = entities.find(Template.class, id);
        if (template == null) {
            throw new Problem(LibraryProblem.TEMPLATE_NOT_FOUND);
        }
        return template;
    }

    public TemplateView templateView(UUID id) {
        return TemplateView.of(template(id));
    }
}
