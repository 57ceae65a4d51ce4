// Trims KERN UX to what the pages use and mirrors it for right-to-left scripts.
// Usage: node trim.mjs SOURCE.css DESTINATION_FOLDER CONTENT_FOLDER
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import postcss from "postcss";
import { PurgeCSS } from "purgecss";
import rtlcss from "rtlcss";

const [source, destination, content] = process.argv.slice(2);

// Classes that templates put together from a variable; everything else is found by reading them.
const keep = [/^kern-(alert|badge|icon)--(info|success|warning|danger)$/];

// `{% icon "search" %}` becomes class="kern-icon kern-icon--search".
const words = (text) => [
  ...(text.match(/[A-Za-z][\w-]*/g) || []),
  ...[...text.matchAll(/\{% icon ['"]([\w-]+)['"](?: size=['"](\w+)['"])?/g)].flatMap(([, name, size]) => [
    `kern-icon--${name}`,
    `kern-icon--${size}`,
  ]),
];

const [used] = await new PurgeCSS().purge({
  css: [{ raw: readFileSync(source, "utf8") }],
  content: ["**/*.html", "**/*.py", "**/nahtlos/*.js"].map((pattern) => path.join(content, pattern)),
  defaultExtractor: words,
  safelist: { standard: keep, deep: [/data-kern-theme/] },
});

const sheet = postcss.parse(used.css);
// KERN announces its fonts with paths of its own; ours come from fonts.css.
sheet.walkAtRules(/^(font-face|import)$/, (rule) => rule.remove());
// Every browser in support knows `mask`; the prefixed twin doubles the weight of each icon.
sheet.walkDecls("-webkit-mask", (twin) => {
  if (twin.parent.some((other) => other.prop === "mask")) twin.remove();
});
dropUnusedTokens(sheet, ownTokens());

const css = sheet.toString();
writeFileSync(path.join(destination, "kern.css"), css);
writeFileSync(path.join(destination, "kern.rtl.css"), rtlcss.process(css));

// KERN's tokens that our own style sheets and templates ask for.
function ownTokens() {
  const folder = path.join(content, "components", "static", "nahtlos");
  const sheets = readdirSync(folder).filter((name) => name.endsWith(".css"));
  return sheets.flatMap((name) => tokensIn(readFileSync(path.join(folder, name), "utf8")));
}

function tokensIn(text) {
  return text.match(/--kern-[\w-]+/g) || [];
}

// A token stays when a rule uses it, directly or through another token.
function dropUnusedTokens(root, asked) {
  const needs = new Map();
  const queue = [...asked];
  root.walkDecls((declaration) => {
    const tokens = tokensIn(declaration.value);
    if (!declaration.prop.startsWith("--")) queue.push(...tokens);
    else needs.set(declaration.prop, [...(needs.get(declaration.prop) || []), ...tokens]);
  });
  const alive = new Set();
  while (queue.length) {
    const token = queue.pop();
    if (alive.has(token)) continue;
    alive.add(token);
    queue.push(...(needs.get(token) || []));
  }
  root.walkDecls((declaration) => {
    if (declaration.prop.startsWith("--") && !alive.has(declaration.prop)) declaration.remove();
    // A token that is defined needs no fallback.
    declaration.value = declaration.value.replace(/var\((--kern-[\w-]+), [^(),]*\)/g, (whole, token) =>
      needs.has(token) ? `var(${token})` : whole,
    );
  });
  root.walkRules((rule) => {
    if (!rule.nodes.length) rule.remove();
  });
}
