package org.crmcontracts.tenants.isolation;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;

/** Frees the request's thread of its tenant, whatever happened in the request; before it, says what the request is. */
@WebFilter(urlPatterns = "/*", asyncSupported = true)
public class TenantClearingFilter implements Filter {
    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        CurrentTenant.exchange(null);
        if (request instanceof HttpServletRequest http) {
            PlanChoice.ofRequest(http.getMethod());
        }
        try {
            chain.doFilter(request, response);
        } finally {
            CurrentTenant.exchange(null);
            PlanChoice.clear();
        }
    }
}
