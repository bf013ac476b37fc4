import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { faultAt } from '../shell/field.js';
import type { List } from '../shell/model.js';
import { AdminPage } from './page.js';
import { SCOPES, type Person } from './person.js';
import type { Team } from './team-list.js';

interface Mapping {
  hostRole?: string;
  role?: string;
  scope?: string;
  hostTeam?: string;
  teamId?: string;
}
const ROLES = ['sales', 'legal', 'finance', 'business', 'executive', 'records', 'auditor', 'admin'];

/** What the names of the host mean here: its roles as our roles, or its teams as our teams. */
@customElement('host-mappings')
export class HostMappings extends AdminPage {
  @property() kind: 'roles' | 'hostTeams' = 'roles';
  @property({ attribute: false }) seen: Person[] = [];
  @state() private items: Mapping[] = [];
  @state() private teams: Team[] = [];
  private kept: Mapping[] = [];
  private version = 0;

  private get path(): string {
    return this.kind === 'roles' ? '/role-mappings' : '/team-mappings';
  }

  private get name(): 'hostRole' | 'hostTeam' {
    return this.kind === 'roles' ? 'hostRole' : 'hostTeam';
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.get('kind') !== undefined) {
      this.loaded = false;
      this.quiet();
      void this.refresh();
    }
  }

  protected async load(): Promise<void> {
    if (this.kind === 'hostTeams') this.teams = (await this.client.get<List<Team>>('/teams')).items;
    this.take(await this.client.versioned<List<Mapping>>(this.path));
    this.loaded = true;
  }

  private take(list: { body: List<Mapping>; version: number }): void {
    this.items = list.body.items;
    this.kept = list.body.items;
    this.version = list.version;
  }

  private save(event: Event): void {
    event.preventDefault();
    const before = this.kept;
    const put = async (items: Mapping[]) =>
      this.take(await this.client.replace<List<Mapping>>(this.path, { items }, this.version));
    void this.change(
      () => put(this.items),
      this.t('mapping.saved'),
      () => put(before),
    );
  }

  private set(index: number, change: Mapping): void {
    this.items = this.items.map((item, i) => (i === index ? { ...item, ...change } : item));
  }

  private add(name = ''): void {
    const item =
      this.kind === 'roles' ? { hostRole: name, role: 'sales' } : { hostTeam: name, teamId: this.teams[0]?.id };
    this.items = [...this.items, item];
    void this.updateComplete.then(() =>
      [...this.renderRoot.querySelectorAll<HTMLElement>('[data-test="host-name"]')].at(-1)?.focus(),
    );
  }

  /** Names that tokens brought and that mean nothing here yet. */
  private get strangers(): string[] {
    const names = this.seen.flatMap((p) => (this.kind === 'roles' ? p.hostRoles : p.hostTeams));
    const mapped = this.items.map((item) => item[this.name]);
    return [...new Set(names)].filter((n) => !mapped.includes(n) && !(this.kind === 'roles' && ROLES.includes(n)));
  }

  protected body() {
    const t = this.t;
    const roles = this.kind === 'roles';
    if (!roles && this.teams.length === 0) {
      return html`<section class="card">${this.empty(t('mapping.noTeams'), t('mapping.noTeams.hint'))}</section>`;
    }
    const strangers = this.strangers;
    return html`<section class="card">
      <p>${t(roles ? 'mapping.roles.lead' : 'mapping.teams.lead')}</p>
      ${
        strangers.length && this.isAdmin
          ? html`<p class="warn">
              ${t(roles ? 'mapping.roles.unknown' : 'mapping.teams.unknown')}
              ${strangers.map((n) => html`<button type="button" @click=${() => this.add(n)}>＋ ${n}</button> `)}
            </p>`
          : nothing
      }
      <form @submit=${this.save}>
        ${
          this.items.length === 0
            ? this.empty(t('mapping.empty'), t(roles ? 'mapping.roles.empty' : 'mapping.teams.empty'))
            : this.items.map((item, i) => this.row(item, i))
        }
        ${
          this.isAdmin
            ? html`<div class="actions">
                <button type="button" data-test="add-mapping" @click=${() => this.add()}>${t('mapping.add')}</button>
                <button class="primary" data-test="save-mappings" ?disabled=${this.busy || this.items === this.kept}>
                  ${t('save')}
                </button>
                ${
                  this.items === this.kept
                    ? nothing
                    : html`<button
                        type="button"
                        @click=${() => {
                          this.quiet();
                          this.items = this.kept;
                        }}
                      >
                        ${t('admin.revert')}
                      </button>`
                }
              </div>`
            : nothing
        }
      </form>
    </section>`;
  }

  private row(item: Mapping, i: number) {
    const t = this.t;
    const roles = this.kind === 'roles';
    const whole = this.problem?.errors.some((e) => e.pointer === `/items/${i}`)
      ? faultAt(this.problem, `/items/${i}`)
      : undefined;
    return html`<div class="bar" role="group" aria-label="${t('mapping.row', { n: i + 1 })}">
        <div class="grow">
          ${this.field({
            label: t(roles ? 'mapping.hostRole' : 'mapping.hostTeam'),
            value: item[this.name] ?? '',
            pointer: `/items/${i}/${this.name}`,
            required: true,
            readonly: !this.isAdmin,
            maxlength: 200,
            test: 'host-name',
            change: (value) => this.set(i, { [this.name]: value }),
          })}
        </div>
        ${
          roles
            ? html`${this.field({
                label: t('mapping.role'),
                value: item.role ?? '',
                pointer: `/items/${i}/role`,
                readonly: !this.isAdmin,
                options: ROLES.map((role) => [role, t(`role.${role}`)]),
                test: 'our-role',
                change: (role) => this.set(i, { role }),
              })}
              ${this.field({
                label: t('reach'),
                value: item.scope ?? '',
                pointer: `/items/${i}/scope`,
                readonly: !this.isAdmin,
                options: ['', ...SCOPES].map((scope) => [scope, t(`reach.${scope || 'usual'}`)]),
                test: 'our-scope',
                change: (scope) => this.set(i, { scope: scope || undefined }),
              })}`
            : this.field({
                label: t('mapping.team'),
                value: item.teamId ?? '',
                pointer: `/items/${i}/teamId`,
                readonly: !this.isAdmin,
                options: this.teams.map((team) => [team.id, team.name]),
                change: (teamId) => this.set(i, { teamId }),
              })
        }
        ${
          this.isAdmin
            ? html`<button
                type="button"
                data-test="remove-mapping"
                aria-label="${t('remove')}: ${item[this.name] ?? ''}"
                @click=${() => (this.items = this.items.filter((_, at) => at !== i))}
              >
                ✕
              </button>`
            : nothing
        }
      </div>
      ${whole ? html`<p class="error">${whole}</p>` : nothing}`;
  }
}
