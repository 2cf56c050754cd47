import { formatQuantity } from '../report/index.ts'
import { escapeHtml, scriptJson } from './escape-html.ts'
import { flameData } from './flame-data.ts'
import { flameScript, flameScriptHash } from './flame-script.ts'
import { flameStyle } from './flame-style.ts'
import { origins, placeOf } from './frame-origin.ts'
import type { StackProfile } from './stack-profile.ts'
import { topFunctions } from './top-functions.ts'
import { amount, percent, totalInWords } from './weight-in-words.ts'

const maximumNodes = 100_000
const policy = `default-src 'none'; style-src 'unsafe-inline'; script-src '${flameScriptHash}'`

/** One self-contained HTML page with the flame graph of `profile` and its 20 costliest functions; nothing is fetched. */
export function flameGraphPage(profile: StackProfile, { title }: { title: string }): string {
  const data = flameData(profile, maximumNodes)
  const notes = [...profile.notes]
  if (data.left > 0) notes.push(`The ${formatQuantity(data.left)} lightest of its calls are not drawn.`)
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<style>
${flameStyle}</style>
</head>
<body>
<main>
<p class="eyebrow">lewis-perf flame graph</p>
<h1>${escapeHtml(title)}</h1>
<p class="facts">${escapeHtml(totalInWords(profile))}</p>
${notes.map((note) => `<p class="notes">${escapeHtml(note)}</p>\n`).join('')}${drawing}
<noscript><p class="notes">The graph is drawn by JavaScript, which is off. The table has the figures.</p></noscript>
${table(profile)}
</main>
<script type="application/json" id="data">${scriptJson(data)}</script>
<script type="module">${flameScript}</script>
</body>
</html>
`
}

const drawing = `<div id="drawing" hidden>
<div class="tools">
<input id="search" type="search" placeholder="Search functions and files" aria-label="Search functions and files" autocomplete="off" spellcheck="false">
<button id="reset" type="button" disabled>Reset</button>
<output id="found" for="search"></output>
<ul class="legend">${origins.map((name, index) => `<li><i style="background: var(--o${index})"></i>${name}</li>`).join('')}</ul>
</div>
<div class="graph"><div><canvas id="canvas" tabindex="0" role="application" aria-label="Flame graph, callers above what they call. Arrow keys move, Enter zooms, Escape resets." aria-describedby="detail"></canvas></div></div>
<p id="detail" aria-live="polite"></p>
<p class="keys">Callers stand above what they call; the wider, the more time. Click to zoom, <kbd>/</kbd> searches, <kbd>Esc</kbd> resets, arrow keys and <kbd>Enter</kbd> move and zoom.</p>
<div id="tip" hidden></div>
</div>`

function table(profile: StackProfile): string {
  const rows = topFunctions(profile, 20).map(
    ({ name, file, line, self, total, selfShare, totalShare }) =>
      `<tr><th scope="row">${escapeHtml(name)}</th><td class="right">${amount(profile.unit, self)}</td>` +
      `<td class="right">${percent(selfShare)}</td><td class="right">${amount(profile.unit, total)}</td>` +
      `<td class="right">${percent(totalShare)}</td><td>${escapeHtml(placeOf({ file, line }))}</td></tr>`,
  )
  return `<h2>The costliest functions</h2>
<div class="scroll" tabindex="0" role="region" aria-label="The costliest functions">
<table>
<thead><tr><th scope="col">Function</th><th scope="col" class="right">Self</th><th scope="col" class="right">Share</th><th scope="col" class="right">Total</th><th scope="col" class="right">Share</th><th scope="col">Where</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>
</div>`
}
