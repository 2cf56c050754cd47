import { OperatorError } from '../../src/core/index.ts'
import { loadProfile } from '../../src/profiles/index.ts'
import { parseProfileText } from '../../src/profiles/profile-text.ts'

import type { LiteralFile } from '../worlds.ts'
import { profileWorld } from './profile-world.ts'

/** What an unknown name is told. */
export const shippedList =
  'Shipped are high-performance, lewis, minimum, recommended, web-service; a file is named by its path, as ./mine.yaml.'

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

/** Sentence and hint of the error that loading `name` gives among these files. */
export async function refusalOf(
  name: string,
  files: Record<string, LiteralFile>,
): Promise<{ sentence: string; hint: string }> {
  const error = await loadProfile(name, profileWorld(files)).catch((cause: unknown) => cause)
  if (error instanceof OperatorError) return { sentence: error.sentence, hint: error.hint }
  throw error
}
