import { html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { handOn } from '../shell/hand-on.js';
import { moment } from '../shell/i18n.js';
import type { List } from '../shell/model.js';
import './access-explain.js';
import './host-mappings.js';
import { AdminPage } from './page.js';
import { SCOPES, type Person } from './person.js';
import './team-list.js';

const TABS = ['people', 'roles', 'teams', 'hostTeams', 'explain'];

/** Who comes in, what they may do, how far that reaches, and why. */
@customElement('admin-people')
export class AdminPeople extends AdminPage {
  @state() private tab = 'people';
  @state() private people: Person[] = [];
  @state() private next?: string;
  @state() private asked = '';
  private query = '';

  protected async load(): Promise<void> {
    await this.page();
    this.loaded = true;
  }

  private async page(cursor?: string): Promise<void> {
    const query = new URLSearchParams({ limit: '50' });
    if (this.query) query.set('query', this.query);
    if (cursor) query.set('cursor', cursor);
    const page = await this.client.get<List<Person>>(`/people?${query}`);
    this.people = cursor ? [...this.people, ...page.items] : page.items;
    this.next = page.next;
  }

  private reach(person: Person, scope: string): void {
    const put = async (wanted: string | undefined) => {
      const now = this.people.find((p) => p.userId === person.userId)!;
      const path = `/people/${encodeURIComponent(person.userId)}`;
      const saved = await this.client.put<Person>(path, { scope: wanted }, now.version);
      this.people = this.people.map((p) => (p.userId === saved.userId ? saved : p));
    };
    void this.change(
      () => put(scope || undefined),
      this.t('reach.saved', { name: person.name }),
      () => put(person.scope),
    ).then((done) => {
      // Else the list would go on showing what was refused.
      if (!done) void this.attempt(() => this.page());
    });
  }

  private explain(person: Person): void {
    this.quiet();
    this.asked = person.userId;
    this.tab = 'explain';
  }

  protected body() {
    return html`${this.tabs(TABS, this.tab, 'people.tab.', (tab) => (this.tab = tab))}
    ${this.tab === 'people' ? this.list() : this.other()}`;
  }

  private other() {
    switch (this.tab) {
      case 'roles':
      case 'hostTeams':
        return html`<host-mappings ${handOn(this, 'me')} .kind=${this.tab} .seen=${this.people}></host-mappings>`;
      case 'teams':
        return html`<team-list ${handOn(this, 'me')}></team-list>`;
      default:
        return html`<access-explain ${handOn(this, 'me')} .people=${this.people} .user=${this.asked}></access-explain>`;
    }
  }

  private list() {
    const t = this.t;
    return html`<section class="card">
      <p>${t('people.lead')}</p>
      <div class="bar" role="search">
        <label class="grow"
          >${t('search')}<input
            type="search"
            data-test="search-people"
            placeholder=${t('people.search')}
            @change=${(e: Event) => {
              this.query = (e.target as HTMLInputElement).value;
              void this.attempt(() => this.page());
            }}
        /></label>
      </div>
      ${
        this.people.length === 0
          ? this.empty(t('people.empty'), t('people.empty.hint'))
          : this.table(
              t('people.tab.people'),
              [t('people.person'), t('hostRoles'), t('people.lastSeen'), t('reach'), ''],
              this.people.map((p) => this.row(p)),
              'people',
            )
      }
      ${
        this.next
          ? html`<p>
              <button ?disabled=${this.busy} @click=${() => this.attempt(() => this.page(this.next))}>
                ${t('more')}
              </button>
            </p>`
          : nothing
      }
    </section>`;
  }

  private row(p: Person) {
    const t = this.t;
    return html`<tr>
      <td>
        <strong>${p.name}</strong>
        <div><code>${p.userId}</code></div>
      </td>
      <td>
        ${p.hostRoles.map((role) => html`<span class="badge">${role}</span> `)}
        ${p.hostTeams.length ? html`<div class="hint">${p.hostTeams.join(t('comma'))}</div>` : nothing}
      </td>
      <td>${moment(this.locale, p.lastSeen)}</td>
      <td>
        <select
          aria-label="${t('reach')}: ${p.name}"
          data-test="reach-${p.userId}"
          ?disabled=${!this.isAdmin || this.busy}
          @change=${(e: Event) => this.reach(p, (e.target as HTMLSelectElement).value)}
        >
          ${['', ...SCOPES].map(
            (scope) =>
              html`<option value=${scope} .selected=${scope === (p.scope ?? '')}>
                ${t(`reach.${scope || 'byRole'}`)}
              </option>`,
          )}
        </select>
      </td>
      <td class="acts">
        <button data-test="why" aria-label="${t('people.why')} ${p.name}" @click=${() => this.explain(p)}>
          ${t('people.why')}
        </button>
      </td>
    </tr>`;
  }
}
