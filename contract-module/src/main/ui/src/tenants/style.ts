import { css } from 'lit';

/** What only the admin's pages need beside the common look. */
export const adminStyle = css`
  .hint {
    display: block;
    color: var(--muted);
    font-weight: 400;
    font-size: 13px;
  }
  .error {
    display: block;
    color: #851018;
    font-weight: 400;
    font-size: 13px;
  }
  [aria-invalid='true'] {
    border-color: #a3161f;
    border-width: 2px;
  }
  fieldset {
    border: 0;
    margin: 0;
    padding: 0;
    min-width: 0;
  }
  legend {
    font-weight: 600;
    padding: 0;
    margin-bottom: 6px;
  }
  .checks {
    display: flex;
    flex-wrap: wrap;
    gap: 6px 18px;
  }
  .check {
    display: inline-flex;
    align-items: center;
    gap: 7px;
    font-weight: 400;
  }
  .check input {
    width: 18px;
    min-height: 18px;
    height: 18px;
    margin: 0;
  }
  .card > p:first-child {
    margin-top: 0;
  }
  .card > p:first-of-type,
  .lead {
    max-width: 75ch;
  }
  /* Stays in sight wherever on a long page the button was. */
  .said {
    position: sticky;
    top: 8px;
    z-index: 2;
  }
  .done {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 16px;
    align-items: center;
    border: 1px solid #8cc5a3;
    background: #ecf8f0;
    color: #10512b;
    border-radius: var(--radius);
    padding: 10px 14px;
    margin-bottom: 14px;
  }
  .done button {
    margin-inline-start: auto;
  }
  .warn {
    border-inline-start: 4px solid #b97800;
    background: #fff7e3;
    color: #5c3b00;
    padding: 9px 14px;
    border-radius: 4px;
    margin: 0 0 14px;
  }
  .ok {
    background: #d9f0e1;
    color: #10512b;
  }
  .bad {
    background: #fbdedf;
    color: #851018;
  }
  .wait {
    background: #fdeecb;
    color: #6a4300;
  }
  pre {
    margin: 8px 0;
    padding: 12px 14px;
    background: #f3f5f8;
    color: #243447;
    border: 1px solid var(--line);
    border-radius: 6px;
    overflow-x: auto;
    font-size: 13px;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  .steps {
    list-style: none;
    margin: 14px 0 0;
    padding: 0;
  }
  .steps li {
    display: flex;
    align-items: start;
    gap: 10px;
    padding: 7px 0;
    border-bottom: 1px solid var(--line);
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    gap: 8px 14px;
    align-items: baseline;
    justify-content: space-between;
  }
  .head h2,
  .head h3 {
    margin: 0;
    overflow-wrap: anywhere;
  }
  .head + .card {
    margin-top: 12px;
  }
  .card > .head {
    margin-bottom: 12px;
  }
  progress {
    width: 100%;
    height: 12px;
    accent-color: var(--primary);
  }
  dt,
  td {
    overflow-wrap: anywhere;
  }
  /* In a narrow place the region around it scrolls; squeezed columns could not be read. */
  table {
    min-width: 600px;
  }
  td.acts {
    white-space: nowrap;
    text-align: end;
  }
  h2 + .empty,
  .card .empty {
    padding: 20px;
  }
  .unread {
    font-weight: 700;
  }
  button.on {
    border-color: var(--primary);
    box-shadow: inset 0 0 0 1px var(--primary);
    font-weight: 600;
  }
`;
