import type { Envelope } from '../core/index.ts'
import { documentsTakeScreen } from './output.ts'
import type { Invocation } from './program.ts'
import type { Ran } from './session.ts'
import type { Settings } from './settings.ts'

/** What is worth saying beside the result, a line each, for standard error. */
export function notesOn({ name, globals }: Invocation, settings: Settings, ran: Ran): string[] {
  const { envelopes, saved, profile, askedForProfile, askedForSeed } = ran
  const failed = envelopes.some(({ error }) => error !== null)
  const notes: string[] = []
  if (globals.profile !== undefined && !askedForProfile && !failed)
    notes.push(`${name} reads no profile: --profile changes nothing here.`)
  if (globals.seed !== undefined && !askedForSeed && !failed)
    notes.push(`${name} draws no random numbers: --seed is recorded and changes nothing else.`)
  if (settings.verbose && !saved) {
    const from = profile === null ? '' : ` with profile ${profile.name} (${profile.source})`
    for (const { durationMs } of envelopes) notes.push(`${name} took ${durationMs} ms${from}.`)
  }
  if (documentsTakeScreen(ran, settings.destinations)) notes.push(...envelopes.flatMap(doubts))
  return notes
}

/** What the table would have said above and below the files that took its place. */
function doubts({ findings, warnings }: Envelope): string[] {
  return [
    ...findings
      .filter(({ status }) => status === 'fail' || status === 'warn' || status === 'unknown')
      .map(({ status, title, because }) => `${status}: ${title}: ${because.replace(/\.$/, '')}.`),
    ...warnings,
  ]
}
