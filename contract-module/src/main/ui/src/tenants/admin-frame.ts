import { css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { ADMIN_PAGES as PAGES } from '../shell/admin-pages.js';
import { ModuleElement } from '../shell/element.js';
import { handedOn } from '../shell/hand-on.js';
import type { Me } from '../shell/model.js';
import { style } from '../shell/style.js';
import type { AdminPage } from './page.js';
import './texts.js';

/** The pages and the way between them. Each page is fetched when it is first opened; says `admin-page` with its name. */
@customElement('admin-frame')
export class AdminFrame extends ModuleElement {
  static override styles = [
    style,
    css`
      .split {
        display: grid;
        grid-template-columns: 176px minmax(0, 1fr);
        gap: 20px;
      }
      nav {
        display: flex;
        flex-direction: column;
        gap: 2px;
        position: sticky;
        top: 12px;
        align-self: start;
      }
      nav button {
        border: 0;
        background: none;
        text-align: start;
        padding: 8px 12px;
      }
      nav button[aria-current='page'] {
        background: color-mix(in srgb, var(--primary) 13%, var(--surface));
        font-weight: 700;
      }
      @media (max-width: 800px) {
        .split {
          grid-template-columns: minmax(0, 1fr);
          gap: 12px;
        }
        nav {
          position: static;
          flex-direction: row;
          flex-wrap: wrap;
        }
        nav button {
          padding: 6px 10px;
        }
      }
    `,
  ];

  /** A page's name and, behind a slash, the place within it. */
  @property() page = 'overview';
  @state() private me?: Me;
  @state() private shown?: AdminPage;
  @state() private opened = '';

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener('admin-page', (e) => (this.page = (e as CustomEvent).detail.page));
  }

  protected async load(): Promise<void> {
    this.me = await this.client.get<Me>('/me');
  }

  private get names(): string[] {
    const roles = this.me?.roles ?? [];
    if (roles.includes('admin')) return Object.keys(PAGES);
    return roles.includes('auditor') ? Object.keys(PAGES).filter((name) => PAGES[name].audit) : [];
  }

  protected override willUpdate(changed: PropertyValues): void {
    const name = this.page.split('/')[0];
    const wanted = this.names.includes(name) ? name : this.names[0];
    if (wanted && wanted !== this.opened) {
      this.opened = wanted;
      void this.open(wanted);
    } else if (this.shown && ['page', 'locale', 'token', 'getToken'].some((name) => changed.has(name))) {
      this.hand(this.shown);
    }
  }

  private async open(name: string): Promise<void> {
    await this.attempt(() => PAGES[name].open());
    if (this.opened !== name) return;
    const page = document.createElement(`admin-${name}`) as AdminPage;
    this.hand(page);
    this.shown = page;
  }

  /** Gives the page what the host gave. */
  private hand(page: AdminPage): void {
    const place = this.page.split('/').slice(1).join('/');
    Object.assign(page, handedOn(this), { me: this.me, place });
  }

  private go(name: string): void {
    this.say('admin-page', { page: name });
  }

  override render() {
    const t = this.t;
    if (!this.me) return this.problemBox();
    if (!this.names.length) return html`<p>${t('admin.notYours')}</p>`;
    return html`<div class="split">
      <nav aria-label=${t('admin')}>
        ${this.names.map(
          (name) =>
            html`<button
              data-test="admin-${name}"
              aria-current=${name === this.opened ? 'page' : 'false'}
              @click=${() => this.go(name)}
            >
              ${t(`admin.${name}`)}
            </button>`,
        )}
      </nav>
      <section aria-label=${t(`admin.${this.opened}`)}>${this.problemBox()}${this.shown ?? nothing}</section>
    </div>`;
  }
}
