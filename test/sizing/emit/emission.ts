import type { Profile } from '../../../src/core/index.ts'
import { decide, type Emission, type Emitter } from '../../../src/sizing/index.ts'
import { request } from '../lewis.ts'

/** What `emitter` makes of a request for the guide's example, changed by `about`. */
export function emitted(emitter: Emitter, about: Parameters<typeof request>[0] = {}): Emission {
  const asked = request(about)
  return emitter.emit(decide(asked), asked.profile)
}

/** The objects of an emission, one a YAML document. */
export function documentsOf({ content }: Emission): Record<string, unknown>[] {
  if (!('documents' in content)) throw new Error('It is text.')
  return content.documents
}

/** The profile with this deployment and without a quota. */
export function deployed(deployment: Profile['deployment']): Profile {
  return { name: 'mine', source: 'mine.yaml', ...(deployment === undefined ? {} : { deployment }) }
}
