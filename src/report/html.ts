import type { Envelope } from '../core/index.ts'
import { escapeMarkup } from './escape-markup.ts'
import { resultArticle } from './html-result.ts'
import { htmlStyle } from './html-style.ts'
import type { Reporter } from './look.ts'

const policy = "default-src 'none'; style-src 'unsafe-inline'"

/** One self-contained page for one or several results: styles inside, no script, nothing fetched; light and dark. */
export const html: Reporter = function* (envelopes) {
  yield `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeMarkup(titleOf(envelopes))}</title>
<style>
${htmlStyle}</style>
</head>
<body>
`
  if (envelopes.length > 1) yield contents(envelopes)
  yield '<main>\n'
  for (const [index, envelope] of envelopes.entries()) {
    yield resultArticle(envelope, { id: `r${index + 1}`, level: envelopes.length > 1 ? 2 : 1 })
  }
  yield '</main>\n</body>\n</html>\n'
}

function titleOf(envelopes: readonly Envelope[]): string {
  const [only] = envelopes
  if (only === undefined || envelopes.length > 1) return `lewis-perf: ${envelopes.length} results`
  return `lewis-perf ${only.command}: ${only.headline ?? only.status}`
}

function contents(envelopes: readonly Envelope[]): string {
  const items = envelopes.map(({ command, status, headline, error }, index) => {
    const text = headline ?? error?.sentence ?? status
    return (
      `<li><a href="#r${index + 1}"><span class="badge ${status}">${status}</span> ` +
      `<span class="name">${escapeMarkup(command)}</span> <span class="what">${escapeMarkup(text)}</span></a></li>\n`
    )
  })
  return `<header class="contents">
<p class="eyebrow">lewis-perf</p>
<h1>${envelopes.length} results</h1>
<nav aria-label="Results">
<ol>
${items.join('')}</ol>
</nav>
</header>
`
}
