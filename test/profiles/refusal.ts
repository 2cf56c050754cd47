import { OperatorError } from '../../src/core/index.ts'
import { parseProfileText } from '../../src/profiles/profile-text.ts'

/** Sentence and hint of the error that `text` gives as the file p.yaml; null when it is understood. */
export function refusal(text: string): { sentence: string; hint: string } | null {
  try {
    parseProfileText(text, 'p.yaml')
    return null
  } catch (error) {
    if (error instanceof OperatorError) return { sentence: error.sentence, hint: error.hint }
    throw error
  }
}
