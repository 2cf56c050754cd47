import type { Finding } from '../core/index.ts'
import { findingName } from './by-severity.ts'
import { cleanText } from './clean-text.ts'
import type { Reporter } from './look.ts'

/** Workflow commands that the GitHub runner turns into annotations: errors, warnings, and the headline as a notice. */
export const github: Reporter = function* (envelopes) {
  for (const envelope of envelopes) {
    const { command, error, findings, warnings, headline, status } = envelope
    const name = `lewis-perf ${command}`
    if (error !== null) yield annotation('error', name, `${error.sentence} ${error.hint}`)
    for (const finding of findings) yield* findingAnnotations(finding)
    for (const warning of warnings) yield annotation('warning', name, warning)
    if (headline !== undefined || error === null)
      yield annotation('notice', name, headline ?? `${command}: ${status}`)
  }
}

function* findingAnnotations(finding: Finding): Iterable<string> {
  const { status, because, detail, advice = [] } = finding
  const text = [because, ...advice.map((item) => `do: ${item.command ?? item.text}`)].join('\n')
  if (status === 'fail') yield annotation('error', findingName(finding), text)
  if (status === 'warn') yield annotation('warning', findingName(finding), text)
  // What could not be judged must not look like a pass.
  if (status === 'unknown')
    yield annotation(detail === true ? 'notice' : 'warning', findingName(finding), `not judged: ${text}`)
}

function annotation(level: 'error' | 'warning' | 'notice', title: string, text: string): string {
  return `::${level} title=${property(title)}::${data(text)}\n`
}

function data(text: string): string {
  return cleanText(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
