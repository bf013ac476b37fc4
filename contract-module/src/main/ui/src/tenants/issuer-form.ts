import { html, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { AdminPage } from './page.js';
import type { Issuer } from './trust.js';

const CLAIMS = ['user', 'name', 'roles', 'teams'] as const;
/** Where tokens usually say it; shown as an example only, the server knows its own. */
const USUAL = { user: 'sub', name: 'name', roles: 'groups', teams: 'teams' };

/** Registers an issuer or changes what is trusted of it. */
@customElement('issuer-form')
export class IssuerForm extends AdminPage {
  @property({ attribute: false }) issuer?: Issuer;
  @state() private draft = {
    issuer: '',
    audience: '',
    keys: 'url',
    jwksUrl: '',
    jwks: '',
    claims: { user: '', name: '', roles: '', teams: '' },
    origins: '',
  };

  protected async load(): Promise<void> {
    this.loaded = true;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('issuer') && this.issuer) {
      const { issuer, audience, jwksUrl, claims, allowedOrigins } = this.issuer;
      this.draft = {
        issuer,
        audience,
        keys: jwksUrl ? 'url' : 'pasted',
        jwksUrl: jwksUrl ?? '',
        jwks: '',
        claims: { ...claims, teams: claims.teams ?? '' },
        origins: allowedOrigins.join('\n'),
      };
    }
  }

  private async save(event: Event): Promise<void> {
    event.preventDefault();
    const { issuer, audience, keys, jwksUrl, jwks, claims, origins } = this.draft;
    let set: unknown;
    if (keys === 'pasted') {
      try {
        set = JSON.parse(jwks);
      } catch {
        this.refuse('/jwks', this.t('trust.jwks.noJson'));
        return;
      }
    }
    const body = {
      issuer: issuer.trim(),
      audience: audience.trim(),
      jwksUrl: keys === 'url' ? jwksUrl.trim() : undefined,
      jwks: set,
      claims: Object.fromEntries(CLAIMS.filter((name) => claims[name]).map((name) => [name, claims[name].trim()])),
      allowedOrigins: origins.split(/\s+/).filter(Boolean),
    };
    const done = await this.change(
      () =>
        this.issuer
          ? this.client.put(`/issuers/${this.issuer.id}`, body, this.issuer.version)
          : this.client.post('/issuers', body),
      '',
    );
    if (done) this.say('saved', {});
  }

  protected body() {
    const t = this.t;
    const draft = this.draft;
    const set = (change: Partial<typeof draft>) => (this.draft = { ...this.draft, ...change });
    return html`<section class="card">
      <h2>${t(this.issuer ? 'trust.edit' : 'trust.new')}</h2>
      <form @submit=${this.save}>
        <div class="form">
          ${this.field({
            label: t('trust.issuer'),
            hint: t('trust.issuer.hint'),
            value: draft.issuer,
            pointer: '/issuer',
            required: true,
            readonly: !!this.issuer,
            test: 'issuer-name',
            change: (issuer) => set({ issuer }),
          })}
          ${this.field({
            label: t('trust.audience'),
            hint: t('trust.audience.hint'),
            value: draft.audience,
            pointer: '/audience',
            required: true,
            test: 'issuer-audience',
            change: (audience) => set({ audience }),
          })}
          ${this.field({
            label: t('trust.keys'),
            value: draft.keys,
            options: [
              ['url', t('trust.keys.url')],
              ['pasted', t('trust.keys.pasted')],
            ],
            test: 'issuer-keys',
            change: (keys) => set({ keys }),
          })}
          ${
            draft.keys === 'url'
              ? this.field({
                  label: t('trust.jwksUrl'),
                  hint: t('trust.jwksUrl.hint'),
                  type: 'url',
                  value: draft.jwksUrl,
                  pointer: '/jwksUrl',
                  required: true,
                  wide: true,
                  placeholder: 'https://',
                  test: 'issuer-url',
                  change: (jwksUrl) => set({ jwksUrl }),
                })
              : this.field({
                  label: t('trust.jwks'),
                  hint: t(this.issuer ? 'trust.jwks.again' : 'trust.jwks.hint'),
                  value: draft.jwks,
                  pointer: '/jwks',
                  rows: 6,
                  required: true,
                  wide: true,
                  test: 'issuer-jwks',
                  change: (jwks) => set({ jwks }),
                })
          }
          ${this.field({
            label: t('origins'),
            hint: t('trust.origins.hint'),
            value: draft.origins,
            pointer: '/allowedOrigins',
            rows: 2,
            wide: true,
            change: (origins) => set({ origins }),
          })}
        </div>
        <details style="margin-top:14px" ?open=${!!this.problem?.errors.some((e) => e.pointer.startsWith('/claims'))}>
          <summary>${t('trust.claims')}</summary>
          <p class="hint">${t('trust.claims.hint')}</p>
          <div class="form">
            ${CLAIMS.map((name) =>
              this.field({
                label: t(`claim.${name}`),
                value: draft.claims[name],
                pointer: `/claims/${name}`,
                placeholder: USUAL[name],
                change: (path) => set({ claims: { ...this.draft.claims, [name]: path } }),
              }),
            )}
          </div>
        </details>
        <div class="actions">
          <button class="primary" data-test="save-issuer" ?disabled=${this.busy}>${t('save')}</button>
          <button type="button" @click=${() => this.say('cancelled', {})}>${t('cancel')}</button>
          ${this.busy ? html`<span class="muted" role="status">${t('trust.fetching')}</span>` : ''}
        </div>
      </form>
    </section>`;
  }
}
