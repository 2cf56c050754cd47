import { createHash } from 'node:crypto'
import { escapeMarkup } from '../../report/index.ts'
import { pageStyle } from './page-style.ts'

/** A page and the content security policy that lets nothing but its own style and program work. */
export interface Page {
  text: string
  policy: string
}

/** The pages of a server. */
export interface MonitorPages {
  monitor: Page
  /** Asks for the token; with what was wrong before. */
  signIn(problem: string | null): Page
}

/** Puts the pages together: the program of the monitor comes from the build. */
export async function monitorPages(): Promise<MonitorPages> {
  const { script } = await import('./script-text.ts')
  return {
    monitor: page('lewis-perf monitor', monitorBody, script),
    signIn: (problem) => page('Sign in - lewis-perf monitor', signInBody(problem), null),
  }
}

const icon =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Cpath d='M1 12l4-5 3 3 6-8' fill='none' stroke='%232563c9' stroke-width='2'/%3E%3C/svg%3E"

function page(title: string, body: string, script: string | null): Page {
  const style = `\n${pageStyle}`
  const code = script === null ? null : `\n${script}`
  const policy = [
    "default-src 'none'",
    `style-src '${hashOf(style)}'`,
    ...(code === null ? [] : [`script-src '${hashOf(code)}'`, "connect-src 'self'"]),
    'img-src data:',
    `form-action ${code === null ? "'self'" : "'none'"}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
  const text = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${title}</title>
<link rel="icon" href="${icon}">
<style>${style}</style>
</head>
<body>
${body}${code === null ? '' : `<script>${code}</script>\n`}</body>
</html>
`
  return { text, policy }
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`
}

const monitorBody = `<a class="skip" href="#main">To the figures</a>
<header id="top"></header>
<main id="main" tabindex="-1"><noscript><p class="empty">This page draws with a script. Without one, see <a href="/api/dashboard">/api/dashboard</a> and <a href="/metrics">/metrics</a>.</p></noscript></main>
<footer id="foot"></footer>
`

function signInBody(problem: string | null): string {
  const wrong = problem === null ? '' : `<p id="problem" class="problem">${escapeMarkup(problem)}</p>\n`
  const described = problem === null ? '' : ' aria-invalid="true" aria-describedby="problem"'
  return `<main class="sign-in">
<h1>lewis-perf monitor</h1>
<form method="post" action="/session">
<label for="token">Token</label>
<input id="token" name="token" type="password" autocomplete="current-password" required autofocus${described}>
${wrong}<button type="submit">Sign in</button>
<p class="soft">It is what the monitor was started with: <code>--token</code>, or the file of <code>--token-file</code>.</p>
</form>
</main>
`
}
