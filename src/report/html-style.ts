/** The style sheet of the page: system fonts, one measure, colours for light and dark with at least 4.5:1 for text. */
export const htmlStyle = `:root {
  color-scheme: light dark;
  --page: #f7f6f3; --card: #ffffff; --ink: #1f2328; --soft: #59626c; --line: #e1dfd9; --code: #f2f0ec; --link: #0b5cad;
  --pass: #1a6b3c; --pass-back: #dff3e6; --info: #0b5cad; --info-back: #e0edfb; --warn: #8a4b00; --warn-back: #fdf0d5;
  --fail: #a8201a; --fail-back: #fde5e2; --unknown: #545c66; --unknown-back: #e8e9eb;
  --s0: #2563c9; --s1: #b45309; --s2: #0f7b5c; --s3: #a0308f; --s4: #b3261e; --s5: #5b6470;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #14171b; --card: #1b1f24; --ink: #e7e9ec; --soft: #a3acb6; --line: #2f353d; --code: #23282f; --link: #7db8ff;
    --pass: #7fd8a3; --pass-back: #173526; --info: #8cc0ff; --info-back: #172f4b; --warn: #f4bf6a; --warn-back: #3b2c10;
    --fail: #ff9d94; --fail-back: #451d1a; --unknown: #b9c0c9; --unknown-back: #2c323a;
    --s0: #7eb0ff; --s1: #f0a55a; --s2: #5fcfa8; --s3: #e29ad6; --s4: #ff938a; --s5: #aab3be;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; scroll-behavior: smooth; }
body {
  margin: 0; background: var(--page); color: var(--ink);
  font: 1rem/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
}
main, .contents { max-width: 60rem; margin: 0 auto; padding: 0 1.25rem; }
.contents { padding-top: 3rem; }
article { padding: 3.5rem 0 2rem; }
article + article { border-top: 1px solid var(--line); }
section { margin-top: 3rem; }
h1, h2, h3, h4 { line-height: 1.25; overflow-wrap: anywhere; margin: 0; }
p { margin: 0.5rem 0; overflow-wrap: anywhere; }
.contents h1 { font-size: 2.25rem; letter-spacing: -0.02em; }
.headline { text-wrap: balance; font-size: clamp(1.6rem, 1.1rem + 2.2vw, 2.25rem); font-weight: 650; letter-spacing: -0.02em; max-width: 26em; }
section > h2, section > h3 { font-size: 1.25rem; font-weight: 650; letter-spacing: -0.01em; margin-bottom: 1rem; }
.eyebrow { display: flex; flex-wrap: wrap; align-items: center; gap: 0.75rem; margin: 0 0 0.75rem; color: var(--soft); font-size: 0.95rem; }
.badge {
  display: inline-block; padding: 0.1rem 0.6rem; border-radius: 1rem; vertical-align: 0.1em; white-space: nowrap;
  font-size: 0.8rem; font-weight: 650; line-height: 1.5; color: var(--unknown); background: var(--unknown-back);
}
.badge.pass { color: var(--pass); background: var(--pass-back); }
.badge.info { color: var(--info); background: var(--info-back); }
.badge.warn { color: var(--warn); background: var(--warn-back); }
.badge.fail { color: var(--fail); background: var(--fail-back); }
nav ol { list-style: none; margin: 1.5rem 0 0; padding: 0; }
nav a { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.25rem 0.75rem; padding: 0.6rem 0; color: inherit; text-decoration: none; border-top: 1px solid var(--line); }
nav a:hover .what { text-decoration: underline; }
nav .name { font-weight: 650; }
nav .what { flex: 1 1 16rem; color: var(--soft); }
.note { margin-top: 1.75rem; padding: 0.75rem 1.25rem; border-radius: 0.5rem; background: var(--warn-back); max-width: 48rem; }
.note.fail { background: var(--fail-back); }
.note-title { font-weight: 650; color: var(--warn); }
.finding, .scroll, figure, pre { background: var(--card); border: 1px solid var(--line); border-radius: 0.5rem; }
.finding { padding: 1rem 1.25rem; margin-bottom: 0.75rem; border-left-width: 4px; }
.finding.fail { border-left-color: var(--fail); }
.finding.warn { border-left-color: var(--warn); }
.finding.info { border-left-color: var(--info); }
.finding.pass { border-left-color: var(--pass); }
.finding h3, .finding h4 { font-size: 1.05rem; font-weight: 650; }
.finding .badge { margin-right: 0.35rem; }
.finding p { max-width: 46rem; }
.finding > :last-child { margin-bottom: 0; }
.fine { list-style: none; margin: 1.25rem 0 0; padding: 0; font-size: 0.95rem; }
.fine li { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 0.75rem; padding: 0.4rem 0; border-top: 1px solid var(--line); }
.fine span:last-child { flex: 1 1 14rem; color: var(--soft); overflow-wrap: anywhere; }
.risk { color: var(--soft); font-size: 0.875rem; white-space: nowrap; }
.facts { display: flex; flex-wrap: wrap; gap: 0.25rem 1.75rem; margin: 0.75rem 0; font-size: 0.9rem; }
.facts div { display: flex; gap: 0.5rem; min-width: 0; }
dt { color: var(--soft); }
dd { margin: 0; overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
.typed { margin-top: 0.5rem; }
.typed span { color: var(--soft); font-size: 0.875rem; }
.scroll { overflow-x: auto; margin-bottom: 1rem; }
.scroll:focus-visible, pre:focus-visible, a:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
table { border-collapse: collapse; width: 100%; font-size: 0.95rem; font-variant-numeric: tabular-nums; }
caption { caption-side: top; text-align: left; padding: 0.9rem 1.25rem 0.5rem; font-weight: 650; }
th, td { padding: 0.55rem 1.25rem; text-align: left; vertical-align: top; border-top: 1px solid var(--line); max-width: 30rem; }
thead th { border-top: 0; color: var(--soft); font-size: 0.85rem; font-weight: 600; white-space: nowrap; vertical-align: bottom; }
tbody th { font-weight: 600; }
th.right, td.right { text-align: right; white-space: nowrap; }
.short { white-space: nowrap; }
.long { min-width: 15rem; }
.more { color: var(--soft); font-size: 0.9rem; }
figure { margin: 0 0 1rem; padding: 1rem 1.25rem; }
figcaption { font-weight: 650; margin-bottom: 0.5rem; }
figure .scroll { border: 0; margin: 0; }
figure .scroll > svg { display: block; width: 100%; min-width: 36rem; max-width: 50rem; margin: 0 auto; height: auto; }
svg text { font-family: inherit; font-variant-numeric: tabular-nums; }
.tick { font-size: 13px; fill: var(--soft); }
.axis { font-size: 13px; fill: var(--ink); }
.grid { stroke: var(--line); stroke-width: 1; }
.mark { stroke: var(--soft); stroke-width: 1; fill: none; }
.line { fill: none; stroke-width: 2.25; stroke-linejoin: round; stroke-linecap: round; }
.dot { stroke: var(--card); stroke-width: 1.25; }
.line.s0 { stroke: var(--s0); } .dot.s0 { fill: var(--s0); }
.line.s1 { stroke: var(--s1); stroke-dasharray: 7 5; } .dot.s1 { fill: var(--s1); }
.line.s2 { stroke: var(--s2); stroke-dasharray: 2 5; } .dot.s2 { fill: var(--s2); }
.line.s3 { stroke: var(--s3); stroke-dasharray: 10 4 2 4; } .dot.s3 { fill: var(--s3); }
.line.s4 { stroke: var(--s4); stroke-dasharray: 12 6; } .dot.s4 { fill: var(--s4); }
.line.s5 { stroke: var(--s5); stroke-dasharray: 4 3; } .dot.s5 { fill: var(--s5); }
.legend { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; list-style: none; margin: 0 0 0.5rem; padding: 0; font-size: 0.9rem; }
.legend li { display: flex; align-items: center; gap: 0.5rem; }
.legend svg { width: 28px; height: 10px; }
.files h3, .files h4 { font-size: 1rem; font-weight: 650; margin: 1.25rem 0 0.5rem; }
pre { margin: 0.25rem 0 0; padding: 0.9rem 1.1rem; overflow-x: auto; background: var(--code); line-height: 1.5; }
code { font: 0.875rem ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; }
footer { margin-top: 3.5rem; padding-top: 1.25rem; border-top: 1px solid var(--line); color: var(--soft); font-size: 0.875rem; }
footer dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(17rem, 1fr)); gap: 0.35rem 2rem; margin: 0; }
footer dl div { display: flex; gap: 0.75rem; min-width: 0; }
footer dt { flex: 0 0 4.5rem; }
footer dd { color: var(--ink); }
@media (max-width: 34rem) {
  article { padding-top: 2rem; }
  section { margin-top: 2.25rem; }
  th, td { padding: 0.5rem 0.9rem; }
  caption { padding: 0.75rem 0.9rem 0.4rem; }
  figure { padding: 0.9rem; }
}
@media print {
  body { background: none; }
  .finding, figure, tr { break-inside: avoid; }
  .scroll, pre { overflow: visible; }
}
`
