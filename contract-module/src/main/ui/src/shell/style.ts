import { css } from 'lit';

/** One look for all elements. A host sets the --cc-* tokens; everything else follows from them. */
export const style = css`
  :host {
    --primary: var(--cc-color-primary, #1f5fbf);
    --text: var(--cc-color-text, #1b2430);
    --muted: var(--cc-color-muted, #55606e);
    --line: var(--cc-color-line, #d5dbe3);
    --surface: var(--cc-color-surface, #ffffff);
    --radius: var(--cc-radius, 8px);
    display: block;
    color: var(--text);
    font: 14px/1.5
      var(--cc-font-family, system-ui, 'Segoe UI', 'PingFang SC', 'WenQuanYi Micro Hei', 'Noto Sans CJK SC', sans-serif);
  }
  * {
    box-sizing: border-box;
  }
  h1,
  h2,
  h3 {
    line-height: 1.3;
    margin: 0 0 12px;
  }
  h1 {
    font-size: 22px;
  }
  h2 {
    font-size: 17px;
  }
  h3 {
    font-size: 15px;
  }
  a {
    color: var(--primary);
  }
  button,
  input,
  select,
  textarea {
    font: inherit;
    color: inherit;
    border-radius: 6px;
  }
  button {
    border: 1px solid var(--line);
    background: var(--surface);
    padding: 6px 14px;
    cursor: pointer;
  }
  button:hover {
    border-color: var(--primary);
  }
  button.primary {
    background: var(--primary);
    border-color: var(--primary);
    color: #fff;
  }
  button.danger {
    color: #a3161f;
  }
  button.link {
    border: 0;
    background: none;
    color: var(--primary);
    padding: 0;
    text-decoration: underline;
    text-align: start;
  }
  button[disabled] {
    opacity: 0.55;
    cursor: default;
  }
  :focus-visible {
    outline: 2px solid var(--primary);
    outline-offset: 2px;
  }
  input,
  select,
  textarea {
    border: 1px solid #8793a1;
    background: #fff;
    padding: 6px 9px;
    width: 100%;
    min-height: 36px;
    box-sizing: border-box;
  }
  label {
    display: block;
    font-weight: 600;
  }
  label > input,
  label > select,
  label > textarea {
    margin-top: 4px;
    font-weight: 400;
  }
  .day {
    display: block;
    position: relative;
    margin-top: 4px;
    font-weight: 400;
  }
  .day-text {
    padding-inline-end: 40px;
  }
  .day-native {
    position: absolute;
    inset: auto 0 0 auto;
    width: 1px;
    min-height: 0;
    height: 1px;
    padding: 0;
    border: 0;
    opacity: 0;
    pointer-events: none;
  }
  .day-pick {
    position: absolute;
    inset: 1px 1px 1px auto;
    border: 0;
    padding: 0 11px;
    background: none;
    line-height: 0;
    color: var(--muted);
  }
  .file {
    display: flex;
    flex-wrap: wrap;
    gap: 6px 12px;
    align-items: center;
    margin-top: 4px;
    font-weight: 400;
  }
  .file > input {
    position: absolute;
    width: 1px;
    height: 1px;
    min-height: 0;
    padding: 0;
    opacity: 0;
  }
  .file > .choose {
    border: 1px solid var(--line);
    border-radius: 6px;
    padding: 6px 14px;
    background: var(--surface);
    cursor: pointer;
  }
  .file > input:focus-visible + .choose {
    outline: 2px solid var(--primary);
    outline-offset: 2px;
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    gap: 10px;
    align-items: end;
    margin-bottom: 14px;
  }
  .bar > .grow {
    flex: 1 1 200px;
  }
  .bar label {
    flex: 0 1 190px;
  }
  .form {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(220px, 1fr));
    gap: 14px;
  }
  .form .wide {
    grid-column: 1 / -1;
  }
  .card {
    background: var(--surface);
    border: 1px solid var(--line);
    border-radius: var(--radius);
    padding: 18px 20px;
    margin-bottom: 16px;
  }
  /* A shadow at the edge behind which there is more. */
  .scroll {
    overflow-x: auto;
    background:
      linear-gradient(to right, var(--surface) 30%, transparent) left / 40px 100% local no-repeat,
      linear-gradient(to left, var(--surface) 30%, transparent) right / 40px 100% local no-repeat,
      linear-gradient(to right, #0003, transparent) left / 12px 100% scroll no-repeat,
      linear-gradient(to left, #0003, transparent) right / 12px 100% scroll no-repeat var(--surface);
  }
  .scroll > table {
    min-width: 600px;
  }
  table {
    width: 100%;
    border-collapse: collapse;
  }
  th {
    text-align: start;
    color: var(--muted);
    font-weight: 600;
  }
  th,
  td {
    padding: 9px 10px;
    border-bottom: 1px solid var(--line);
    vertical-align: top;
  }
  tbody tr:hover {
    background: #f3f6fa;
  }
  .num {
    text-align: end;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  .muted {
    color: var(--muted);
  }
  .badge {
    display: inline-block;
    border-radius: 99px;
    padding: 1px 10px;
    background: #e6ebf2;
    color: #243447;
    white-space: nowrap;
    font-size: 13px;
  }
  .badge.active,
  .badge.approved,
  .badge.paid,
  .badge.done {
    background: #d9f0e1;
    color: #10512b;
  }
  .badge.in_review,
  .badge.signing,
  .badge.open,
  .badge.part_paid {
    background: #fdeecb;
    color: #6a4300;
  }
  .badge.cancelled,
  .badge.returned,
  .badge.overdue,
  .badge.failed {
    background: #fbdedf;
    color: #851018;
  }
  .problem {
    border: 1px solid #d98a8f;
    background: #fdf0f0;
    color: #7c1017;
    border-radius: var(--radius);
    padding: 10px 14px;
    margin-bottom: 14px;
  }
  .problem ul {
    margin: 6px 0 0;
    padding-inline-start: 20px;
  }
  .empty {
    text-align: center;
    padding: 44px 20px;
    color: var(--muted);
  }
  .track {
    display: flex;
    gap: 4px;
    list-style: none;
    padding: 0;
    margin: 14px 0 0;
  }
  .track li {
    flex: 1;
    border-top: 4px solid var(--line);
    padding-top: 5px;
    font-size: 13px;
    color: var(--muted);
  }
  .track li.done {
    border-color: #2f8f57;
  }
  .track li.now {
    border-color: var(--primary);
    color: var(--text);
    font-weight: 700;
  }
  .next {
    background: #eaf1fb;
    border-inline-start: 4px solid var(--primary);
    padding: 9px 14px;
    border-radius: 4px;
    margin: 14px 0 0;
  }
  .lanes {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(180px, 1fr));
    gap: 12px;
  }
  .lane {
    border: 1px solid var(--line);
    border-radius: var(--radius);
    padding: 12px;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
    margin-top: 14px;
  }
  .tabs {
    display: flex;
    gap: 4px;
    border-bottom: 1px solid var(--line);
    margin-bottom: 16px;
    flex-wrap: wrap;
  }
  .tabs button {
    border: 0;
    border-radius: 0;
    background: none;
    padding: 9px 13px;
    border-bottom: 3px solid transparent;
  }
  .tabs button[aria-selected='true'] {
    border-color: var(--primary);
    font-weight: 700;
  }
  dialog {
    border: 0;
    border-radius: 12px;
    padding: 22px;
    width: min(620px, 94vw);
    color: inherit;
    box-shadow: 0 18px 60px #0005;
  }
  dialog::backdrop {
    background: #0b162488;
  }
  dl {
    display: grid;
    grid-template-columns: max-content 1fr;
    gap: 6px 18px;
    margin: 0;
  }
  dt {
    color: var(--muted);
  }
  dd {
    margin: 0;
    overflow-wrap: anywhere;
  }
  .clause {
    margin: 0 0 10px;
    overflow-wrap: anywhere;
  }
  .clause > span {
    white-space: pre-wrap;
  }
  .sum {
    display: flex;
    gap: 18px;
    flex-wrap: wrap;
    margin-top: 10px;
    font-weight: 600;
  }
  .sum .off {
    color: #a3161f;
  }
  .sum .even {
    color: #10512b;
  }
  .timeline {
    list-style: none;
    margin: 0;
    padding: 0 0 0 16px;
    border-inline-start: 2px solid var(--line);
  }
  .timeline li {
    margin-bottom: 12px;
  }
  .timeline li.refused {
    color: #851018;
  }
  code {
    font-size: 12px;
    color: var(--muted);
  }
`;
