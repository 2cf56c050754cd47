import type { Finding, Profile } from '../../core/index.ts'
import type { SizeAnswer } from '../size-answer.ts'

/** A ready file: its comment lines and either its objects (one YAML document each) or its text. */
export interface Emission {
  fileName: string
  mediaType: string
  comments: string[]
  content: { documents: Record<string, unknown>[] } | { lines: string[] }
  findings: Finding[]
}

/** One kind of file that `size --emit` can write. */
export interface Emitter {
  kind: string
  emit(answer: SizeAnswer, profile: Profile): Emission
}
