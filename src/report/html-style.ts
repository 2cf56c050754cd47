import { chartStyle, paletteStyle } from './chart-style.ts'

/** The style sheet of the page: system fonts, one measure, colours for light and dark. */
export const htmlStyle = `${paletteStyle}* { box-sizing: border-box; }
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
${chartStyle}.legend { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; list-style: none; margin: 0 0 0.5rem; padding: 0; font-size: 0.9rem; }
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
