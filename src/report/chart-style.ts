/** The colours of pages and pictures on a light ground, with at least 4.5:1 for text. */
export const lightColours = `--page: #f7f6f3; --card: #ffffff; --ink: #1f2328; --soft: #59626c; --line: #e1dfd9; --code: #f2f0ec; --link: #0b5cad;
  --pass: #1a6b3c; --pass-back: #dff3e6; --info: #0b5cad; --info-back: #e0edfb; --warn: #8a4b00; --warn-back: #fdf0d5;
  --fail: #a8201a; --fail-back: #fde5e2; --unknown: #545c66; --unknown-back: #e8e9eb;
  --s0: #2563c9; --s1: #b45309; --s2: #0f7b5c; --s3: #a0308f; --s4: #b3261e; --s5: #5b6470;`

/** The same on a dark ground. */
export const darkColours = `--page: #14171b; --card: #1b1f24; --ink: #e7e9ec; --soft: #a3acb6; --line: #2f353d; --code: #23282f; --link: #7db8ff;
    --pass: #7fd8a3; --pass-back: #173526; --info: #8cc0ff; --info-back: #172f4b; --warn: #f4bf6a; --warn-back: #3b2c10;
    --fail: #ff9d94; --fail-back: #451d1a; --unknown: #b9c0c9; --unknown-back: #2c323a;
    --s0: #7eb0ff; --s1: #f0a55a; --s2: #5fcfa8; --s3: #e29ad6; --s4: #ff938a; --s5: #aab3be;`

/** The colours as the reader's system asks for them. */
export const paletteStyle = `:root {
  color-scheme: light dark;
  ${lightColours}
}
@media (prefers-color-scheme: dark) {
  :root {
    ${darkColours}
  }
}
`

/** How the parts of a chart look, in the colours of the palette. */
export const chartStyle = `svg text { font-family: inherit; font-variant-numeric: tabular-nums; }
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
`
