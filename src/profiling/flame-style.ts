/** The style sheet of the flame-graph page: system fonts, light and dark, text at 4.5:1 or better. */
export const flameStyle = `:root {
  color-scheme: light dark;
  --page: #f7f6f3; --card: #ffffff; --ink: #1f2328; --soft: #59626c; --line: #e1dfd9; --link: #0b5cad; --mark: #fdf0d5;
  --o0: #ffc38a; --o1: #f6e08d; --o2: #b9d6f2; --o3: #dcc3ee; --hit: #ff6fae;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #14171b; --card: #1b1f24; --ink: #e7e9ec; --soft: #a3acb6; --line: #2f353d; --link: #7db8ff; --mark: #3b2c10;
    --o0: #8a4a14; --o1: #6d5c10; --o2: #27507a; --o3: #5b3a78; --hit: #b0246a;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--page); color: var(--ink);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
}
main { max-width: 90rem; margin: 0 auto; padding: 2.25rem 1.25rem 3rem; }
h1, h2 { line-height: 1.25; margin: 0; overflow-wrap: anywhere; }
h1 { font-size: clamp(1.4rem, 1.1rem + 1.5vw, 2rem); font-weight: 650; letter-spacing: -0.02em; }
h2 { font-size: 1.2rem; font-weight: 650; margin: 2.5rem 0 0.75rem; }
.eyebrow, .facts, .notes, .legend, #detail { color: var(--soft); }
.eyebrow { margin: 0 0 0.4rem; font-size: 0.95rem; }
.facts { margin: 0.5rem 0 0; font-variant-numeric: tabular-nums; }
.facts strong { color: var(--ink); font-weight: 650; }
.notes { margin: 0.75rem 0 0; padding: 0.5rem 1rem; background: var(--mark); color: var(--ink); border-radius: 0.5rem; }
.tools { display: flex; flex-wrap: wrap; align-items: center; gap: 0.6rem 1rem; margin: 1.5rem 0 0.6rem; }
input, button { font: inherit; color: inherit; background: var(--card); border: 1px solid var(--line); border-radius: 0.4rem; padding: 0.3rem 0.7rem; }
input { flex: 0 1 20rem; min-width: 0; }
button { cursor: pointer; }
button:disabled { color: var(--soft); cursor: default; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
.legend { display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; margin: 0 0 0 auto; padding: 0; list-style: none; font-size: 0.875rem; }
.legend li { display: flex; align-items: center; gap: 0.4rem; }
.legend i { width: 0.9rem; height: 0.9rem; border-radius: 0.2rem; border: 1px solid var(--line); }
.graph { position: relative; overflow: auto; max-height: 72vh; background: var(--card); border: 1px solid var(--line); border-radius: 0.5rem; }
.graph canvas { position: sticky; top: 0; left: 0; display: block; cursor: pointer; }
#detail { min-height: 3em; margin: 0.5rem 0 0; font-size: 0.95rem; overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
#detail b { color: var(--ink); font-weight: 650; }
#tip {
  position: fixed; z-index: 1; max-width: min(36rem, 90vw); padding: 0.4rem 0.7rem; pointer-events: none; overflow-wrap: anywhere;
  background: var(--card); border: 1px solid var(--line); border-radius: 0.4rem; box-shadow: 0 2px 10px #0003; font-size: 0.875rem;
}
kbd { font: 0.85em ui-monospace, Menlo, Consolas, monospace; border: 1px solid var(--line); border-radius: 0.25rem; padding: 0 0.3rem; background: var(--card); }
.keys { color: var(--soft); font-size: 0.875rem; margin: 0.25rem 0 0; }
.scroll { overflow-x: auto; background: var(--card); border: 1px solid var(--line); border-radius: 0.5rem; }
table { border-collapse: collapse; width: 100%; font-size: 0.95rem; font-variant-numeric: tabular-nums; }
th, td { padding: 0.45rem 1rem; text-align: left; border-top: 1px solid var(--line); vertical-align: top; overflow-wrap: anywhere; min-width: 7rem; }
thead th { border-top: 0; color: var(--soft); font-size: 0.85rem; font-weight: 600; }
tbody th { font-weight: 600; min-width: 12rem; }
.right { text-align: right; white-space: nowrap; }
@media print { .tools, .keys { display: none; } body { background: none; } .graph { max-height: none; } }
`
