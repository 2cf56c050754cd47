import type { Shortcoming } from './complete-profile.ts'
import type { ProfilePart } from './profile-part.ts'

/** What scenarios lack to be done. */
export function scenarioShortcomings({ scenarios = {} }: ProfilePart): Shortcoming[] {
  return Object.entries(scenarios).flatMap(([name, { variables = {}, login = [], steps, requests }]) => {
    const path = ['scenarios', name]
    const missing: Shortcoming[] = []
    if ((steps === undefined) === (requests === undefined))
      missing.push({
        path,
        problem: 'needs either steps (a journey) or requests (a mix)',
        hint: 'Write one of the two.',
      })
    for (const [variable, { file }] of Object.entries(variables))
      if (file === undefined)
        missing.push({
          path: [...path, 'variables', variable],
          problem: 'lacks file',
          hint: 'Say where the rows are: file: accounts.csv.',
        })
    for (const [list, entries] of Object.entries({ login, steps: steps ?? [], requests: requests ?? [] }))
      for (const [place, { request }] of entries.entries())
        if (request === undefined)
          missing.push({
            path: [...path, list, String(place)],
            problem: 'lacks request',
            hint: 'Say what is sent: request: GET /health.',
          })
    return missing
  })
}
