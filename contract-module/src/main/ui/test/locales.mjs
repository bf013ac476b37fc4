// Fails when a key is missing in either language, or when the code asks for a key that neither has.
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const read = (name) => JSON.parse(readFileSync(new URL(`../locales/${name}.json`, import.meta.url)));
const all = (name) => {
  const together = {};
  for (const part of [read(name), read(`admin.${name}`), read(`connectors.${name}`)]) {
    const twice = Object.keys(part).filter((key) => key in together);
    if (twice.length) throw new Error(`Texts in two files: ${twice}`);
    Object.assign(together, part);
  }
  return together;
};
const [en, zh] = [all('en'), all('zh-CN')];
const missing = [...Object.keys(en).filter((key) => !zh[key]), ...Object.keys(zh).filter((key) => !en[key])];
const files = (folder) =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? files(path) : [path];
  });
for (const file of files(new URL('../src', import.meta.url).pathname)) {
  for (const [, key] of readFileSync(file, 'utf8').matchAll(/\bt\('([^'$]+)'/g)) {
    if (!en[key]) missing.push(`${key} (${file})`);
  }
}
if (missing.length) {
  console.error('Missing texts:', missing);
  process.exit(1);
}
console.log(`${Object.keys(en).length} texts in both languages`);
